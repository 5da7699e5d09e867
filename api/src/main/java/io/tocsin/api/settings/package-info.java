/// The settings: what is kept and for how long, configuration files, receivers, and who sends data.
///
/// Configuration files are shown without their secrets. A file that is sent back has the secrets
/// that it was shown without, where they can be told ([io.tocsin.api.settings.Secrets]); nothing is
/// written that would not be taken. Safe for use by many threads.
@NullMarked
package io.tocsin.api.settings;

import org.jspecify.annotations.NullMarked;
