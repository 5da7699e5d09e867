/// Between the dispatcher and the services: reads the receivers of a configuration, makes what
/// sends to them, keeps what was said in the outbox, and collects what a daily digest will tell.
///
/// Files are those of docs/format/notify.md. Nothing that is kept has a secret in it.
@NullMarked
package io.tocsin.notify.receivers;

import org.jspecify.annotations.NullMarked;
