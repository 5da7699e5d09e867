/// The part of the program that tells people: put together for the server and for the mode that
/// serves nothing else. Opened and closed by one thread; reloads may come from any.
@NullMarked
package io.tocsin.server.notify;

import org.jspecify.annotations.NullMarked;
