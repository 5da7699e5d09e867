/// The language of Go's `text/template`: lexer, parser, tree and evaluator, and Go's ways of
/// printing and comparing values. [io.tocsin.kit.GoTemplate] is the door; nothing here is for other
/// modules. Trees are immutable and shared between threads; one evaluator serves one expansion.
@NullMarked
package io.tocsin.kit.template;

import org.jspecify.annotations.NullMarked;
