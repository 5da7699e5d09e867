/// Scripts of who is told what and when, played in real time: against a real Alertmanager, and
/// against the packaged program in its place.
@NullMarked
package io.tocsin.e2e.alerts;

import org.jspecify.annotations.NullMarked;
