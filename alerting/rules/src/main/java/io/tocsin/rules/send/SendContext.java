package io.tocsin.rules.send;

import io.tocsin.collect.ReadFiles;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.rules.AlertSender.Options;

/// What all loops share.
record SendContext(
    Options options, HttpSurroundings surroundings, ReadFiles files, SendMetrics metrics) {}
