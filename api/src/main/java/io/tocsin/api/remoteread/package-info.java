/// Remote read: other servers take samples as they are stored, either in one answer or as a stream
/// of chunks. Formats are those of Prometheus (`prompb/remote.proto`, `tsdb/docs/format/chunks.md`,
/// Snappy's block format). Nothing here is shared between requests but [ReadEndpoint], and no
/// answer is ever held as a whole.
@NullMarked
package io.tocsin.api.remoteread;

import org.jspecify.annotations.NullMarked;
