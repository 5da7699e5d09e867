/// What senders say of the metric families they push: type, unit and help by name, in memory, the
/// families that were said last. Safe for use by many threads. Payloads are those of
/// `docs/format/wal.md`.
@NullMarked
package io.tocsin.tsdb.metadata;

import org.jspecify.annotations.NullMarked;
