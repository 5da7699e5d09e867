/// Prometheus' own files: blocks (`index` version 2, `chunks`, `tombstones`, `meta.json`) and the
/// log of its head, read and written. What they look like is said by Prometheus'
/// [documents](https://github.com/prometheus/prometheus/tree/main/tsdb/docs/format).
///
/// Whatever the files hold, reading gives samples or a [io.tocsin.kit.CorruptionException] that
/// names the file, the offset and what was expected there; nothing of the source is ever changed. A
/// block that is written is there as a whole or not at all. Readers and writers are for one thread
/// each.
@NullMarked
package io.tocsin.tsdb.prometheus;

import org.jspecify.annotations.NullMarked;
