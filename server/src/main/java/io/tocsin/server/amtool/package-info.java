/// The commands that amtool has, against any server that speaks Alertmanager's API v2: silences,
/// alerts, configuration, routes, templates. They take amtool's arguments and print what it prints.
/// Each runs on one thread and ends.
@NullMarked
package io.tocsin.server.amtool;

import org.jspecify.annotations.NullMarked;
