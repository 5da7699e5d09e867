/// Reads `alertmanager.yml`: routes, inhibition, time intervals; receivers through the port
/// [io.tocsin.notify.ReceiverReader]. Strict: an unknown key is refused, with file, line and what
/// was expected. Every class is for one thread.
@NullMarked
package io.tocsin.notify.config;

import org.jspecify.annotations.NullMarked;
