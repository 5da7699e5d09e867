/// How this program asks others over HTTP: who it says it is, whom it trusts, through which proxy,
/// and within which limits; read from a configuration as Prometheus and Alertmanager write it.
@NullMarked
package io.tocsin.http;

import org.jspecify.annotations.NullMarked;
