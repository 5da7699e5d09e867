/// Reading of rule files, with the verdicts of Prometheus and messages that name the line.
/// Stateless; for any thread.
@NullMarked
package io.tocsin.rules.file;

import org.jspecify.annotations.NullMarked;
