/// The script language of PromQL tests: parsing, running, comparing, and a store in memory to run
/// them against.
///
/// A script is parsed statement by statement, so that one bad line spoils one statement. Everything
/// runs on the thread that asks.
@NullMarked
package io.tocsin.promql.script;

import org.jspecify.annotations.NullMarked;
