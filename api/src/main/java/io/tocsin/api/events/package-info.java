/// Events over HTTP: what happened to the watched systems is told by scripts, by the webhooks of
/// GitHub, GitLab and Alertmanager, and asked for by pages. Every request runs on a thread of its
/// own.
@NullMarked
package io.tocsin.api.events;

import org.jspecify.annotations.NullMarked;
