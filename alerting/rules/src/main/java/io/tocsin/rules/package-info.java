/// Prometheus' rules: files, evaluation on the clock's grid, the state of alerts.
///
/// [io.tocsin.rules.RuleFile] reads, [io.tocsin.rules.Rules] evaluates, and what came of it is read
/// through [io.tocsin.rules.RuleSource]. Queries and templates are ports: nothing here knows their
/// languages. A group has one thread; what it hands out are immutable snapshots.
@NullMarked
package io.tocsin.rules;

import org.jspecify.annotations.NullMarked;
