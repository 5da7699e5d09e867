package io.tocsin.kit.template.html;

/// Where a text leads and how many of its characters were read.
record Step(Spot spot, int read) {}
