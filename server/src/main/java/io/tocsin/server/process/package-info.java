/// A process that serves until it is told to end: its signals, and the order of its end. One thread
/// runs it; signals come on threads of their own.
@NullMarked
package io.tocsin.server.process;

import org.jspecify.annotations.NullMarked;
