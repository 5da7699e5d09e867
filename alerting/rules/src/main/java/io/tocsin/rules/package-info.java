/// Rules: files, groups, evaluation, the state of alerts, unit tests; conditions in plain language
/// and rule kinds that compile to rules.
@NullMarked
package io.tocsin.rules;

import org.jspecify.annotations.NullMarked;
