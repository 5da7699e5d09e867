package io.tocsin.api.search;

/// Says how well a text fits what is looked for: 1 for perfectly, 0 for not at all.
@FunctionalInterface
interface Score {
  double of(String text);
}
