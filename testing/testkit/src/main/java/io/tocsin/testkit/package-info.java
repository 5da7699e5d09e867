/// Fixtures that other modules' tests share: seeds, a clock to turn by hand, contracts of ports.
/// Used in test scope only.
@NullMarked
package io.tocsin.testkit;

import org.jspecify.annotations.NullMarked;
