/// The two languages of matchers: the classic one, tolerant of nearly everything, and the UTF-8 one
/// with positions in its messages. Every class is for one thread.
@NullMarked
package io.tocsin.notify.matcher;

import org.jspecify.annotations.NullMarked;
