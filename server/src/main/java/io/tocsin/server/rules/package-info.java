/// What stands between rules and the rest of this program: their queries answered by the PromQL
/// engine, their files loaded, and their unit tests run against a store in memory. Safe for use by
/// many threads.
@NullMarked
package io.tocsin.server.rules;

import org.jspecify.annotations.NullMarked;
