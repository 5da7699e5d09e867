/// How this program asks others over HTTP: who it says it is, whom it trusts, through which proxy,
/// and within which limits; read from a configuration as Prometheus and Alertmanager write it.
///
/// [HttpReader] reads `http_config` into [HttpSettings]; an [HttpSender] made of them sends an
/// [HttpAsk] and returns an [HttpAnswer]. Who needs the bytes of an answer as they come (scrapes
/// do) opens connections with a [Connector] and reads with a [ResponseReader].
///
/// Secrets stand in no message, no log line and no `toString`; they are read from their files for
/// each use. Nothing waits past its [Deadline]; nothing of an answer is kept past its bound. All is
/// blocking and made for virtual threads.
@NullMarked
package io.tocsin.http;

import org.jspecify.annotations.NullMarked;
