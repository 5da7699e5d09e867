/// Evaluation of rule groups and the state of their alerts.
///
/// A group is evaluated by one thread at a time; rules that do not depend on each other may be
/// evaluated beside each other within it. What others read of a group is published as immutable
/// snapshots when an evaluation ends. A thread is interrupted only while it sleeps: an interrupt
/// would close the store's files under a commit.
///
/// The metrics have the names of Prometheus' own, because the dashboards and the rules that watch
/// rules ask for these.
@NullMarked
package io.tocsin.rules.eval;

import org.jspecify.annotations.NullMarked;
