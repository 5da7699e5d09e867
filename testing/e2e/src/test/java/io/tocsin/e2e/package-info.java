/// The packaged program from outside: its process, its sockets, its files, its pages. Nothing of
/// the product is on the class path; what a test needs to speak to it (remote write, JSON) is
/// written here a second time, so that an error on both sides cannot hide itself.
@NullMarked
package io.tocsin.e2e;

import org.jspecify.annotations.NullMarked;
