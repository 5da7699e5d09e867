/// Dashboards: the own form in YAML and JSON ([Dashboard]), read strictly with positions and
/// written for people, and Grafana's JSON in ([BoardFile]) and out ([Dashboard#grafana]), with a
/// report of what was not carried over ([ImportReport]).
///
/// What a dashboard may hold is written once, for the pages, in `ui/…/lib/board/model.ts`; the
/// reader is made from that text (`docs/format/dashboard.md`, ADR 9). A dashboard that exists fits
/// it. Nothing here keeps state, asks anybody or needs a clock; everything public is safe for many
/// threads. No class is loaded before the first dashboard is read.
@NullMarked
package io.tocsin.dashboards;

import org.jspecify.annotations.NullMarked;
