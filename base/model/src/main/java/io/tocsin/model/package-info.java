/// The words of monitoring and the ports between the modules that speak them.
///
/// Values are immutable and safe for use by many threads; each port says who may call it. An engine
/// implements ports, whoever collects, queries or shows uses them, and neither knows the other.
@NullMarked
package io.tocsin.model;

import org.jspecify.annotations.NullMarked;
