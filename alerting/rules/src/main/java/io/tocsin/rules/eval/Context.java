package io.tocsin.rules.eval;

import io.tocsin.model.Labels;
import io.tocsin.rules.RuleOptions;
import io.tocsin.rules.RuleParts;
import java.util.concurrent.Semaphore;

/// What all groups of one configuration have in common.
///
/// @param logs whether what fails is logged, or only said in views
/// @param spare permits to evaluate a rule beside the one whose turn it is
public record Context(
    RuleParts parts,
    RuleOptions options,
    RuleMetrics metrics,
    Semaphore spare,
    long queryOffsetMillis,
    Labels externalLabels,
    String externalUrl,
    boolean logs) {}
