/// What every other module stands on and that knows nothing of monitoring: time, files, closing,
/// text formats. Nothing here holds state that two callers share, unless its class says so.
@NullMarked
package io.tocsin.kit;

import org.jspecify.annotations.NullMarked;
