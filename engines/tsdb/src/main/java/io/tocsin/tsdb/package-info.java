/// The series store: takes samples, keeps them safely, finds and returns them.
///
/// This package is the module's API ([Tsdb] and the records it takes and gives); the packages below
/// are closed to other modules. A sample is written to the log (`wal`), then visible in the `head`,
/// later cut into a block of its window. Files are specified in `docs/format`.
@NullMarked
package io.tocsin.tsdb;

import org.jspecify.annotations.NullMarked;
