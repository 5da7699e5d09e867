/// The program: command line, configuration file, wiring, lifecycle, logging. The only module that
/// constructs the big parts; everything else gets what it needs handed in.
@NullMarked
package io.tocsin.server;

import org.jspecify.annotations.NullMarked;
