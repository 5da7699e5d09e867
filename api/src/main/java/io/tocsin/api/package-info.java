/// The HTTP surface: one server for every protocol that speaks HTTP, and the ports through which it
/// reaches what answers.
///
/// Every request passes the same door (its Host is ours, its user is known, its Origin may change
/// something) before the route table is asked. Each runs on a virtual thread of its own; the
/// implementations of the ports here are called by many threads at once.
@NullMarked
package io.tocsin.api;

import org.jspecify.annotations.NullMarked;
