package io.tocsin.rules.condition;

/// The template that shows an alert's value as a person reads it.
final class ValueText {
  private ValueText() {}

  static String of(Clause clause, Catalogue catalogue) {
    return switch (clause) {
      case Clause.Compare compare -> {
        var subject = compare.subject();
        boolean counted = subject.measure() == Measure.COUNT || subject.measure() == Measure.ALL;
        var entry = catalogue.entry(subject.name());
        boolean rate = compare.limit().perSecond() || subject.change() == Measure.RATE;
        boolean histogramRate = entry.kind() == CatalogueEntry.Kind.HISTOGRAM && rate;
        var unit = counted || histogramRate ? Unit.COUNT : entry.unit();
        yield of(unit, rate);
      }
      case Clause.Change change ->
          change.amount().dimension() == Dimension.SHARE
              ? "{{ $value | humanizePercentage }}"
              : of(catalogue.entry(change.subject().name()).unit(), false);
      case Clause.Missing missing -> "";
      case Clause.Both both -> of(both.left(), catalogue);
      case Clause.Either either -> "{{ $value | humanize }}";
    };
  }

  static String of(Unit unit, boolean rate) {
    var perSecond = rate || unit.perSecond() ? "/s" : "";
    return switch (unit.dimension()) {
      case COUNT -> "{{ $value | humanize }}" + perSecond;
      case SHARE ->
          unit.scale() == 1 ? "{{ $value | humanizePercentage }}" : "{{ $value | humanize }}%";
      case DURATION ->
          unit.scale() == 1 && perSecond.isEmpty()
              ? "{{ $value | humanizeDuration }}"
              : "{{ $value | humanize }} " + unit.name() + perSecond;
      case BYTES ->
          unit.scale() == 1
              ? "{{ $value | humanize1024 }}B" + perSecond
              : "{{ $value | humanize }} " + unit.name() + perSecond;
    };
  }
}
