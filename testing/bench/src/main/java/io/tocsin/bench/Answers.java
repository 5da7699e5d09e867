package io.tocsin.bench;

import io.tocsin.bench.answer.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each peer answered to the same questions over the same samples, held against the last
/// Prometheus that answered.
final class Answers {
  private static final double TOLERANCE = 1e-9;

  private final Report report;
  private final String title;
  private final int notesMax;
  private final Map<Peer, Map<Question, Answer>> byPeer = new LinkedHashMap<>();

  /// Differences are noted in `report`, at most `notesMax` of a peer one by one.
  Answers(Report report, String title, int notesMax) {
    this.report = report;
    this.title = title;
    this.notesMax = notesMax;
  }

  void put(Peer peer, Question question, Answer answer) {
    byPeer.computeIfAbsent(peer, _ -> new LinkedHashMap<>()).put(question, answer);
  }

  /// Notes how many answers agree, which do not, and which questions nobody has data for.
  void compare() {
    byPeer.keySet().stream()
        .filter(peer -> peer.kind() == Peer.Kind.PROMETHEUS)
        .reduce((_, second) -> second)
        .ifPresent(this::compare);
  }

  private void compare(Peer reference) {
    var expected = byPeer.getOrDefault(reference, Map.of());
    byPeer.forEach((peer, answers) -> {
      if (!peer.equals(reference)) {
        compare(peer, answers, reference, expected);
      }
    });
    long empty = expected.values().stream().filter(answer -> answer.series().isEmpty()).count();
    if (empty > 0) {
      report.note(
          "%s: no series in %d of the %d reference answers"
              .formatted(title, empty, expected.size()));
    }
  }

  private void compare(
      Peer peer, Map<Question, Answer> answers, Peer reference, Map<Question, Answer> expected) {
    var differences = new ArrayList<String>();
    int agreeing = 0;
    for (var entry : answers.entrySet()) {
      var theirs = expected.get(entry.getKey());
      if (theirs == null) {
        continue;
      }
      var difference = difference(entry.getKey(), entry.getValue(), theirs);
      if (difference.isEmpty()) {
        agreeing++;
      } else {
        differences.add(entry.getKey().title() + ": " + difference);
      }
    }
    note(peer, differences);
    report.note(
        "%s: %s: %d of %d answers are those of %s within %.0e"
            .formatted(title, peer.name(), agreeing, expected.size(), reference.name(), TOLERANCE));
  }

  private void note(Peer peer, List<String> differences) {
    differences.stream()
        .limit(notesMax)
        .forEach(difference -> report.note(peer.name() + ": " + difference));
  }

  private static String difference(Question question, Answer mine, Answer theirs) {
    return question.promql().startsWith("topk")
        ? mine.ranked().difference(theirs.ranked(), TOLERANCE)
        : mine.difference(theirs, TOLERANCE);
  }
}
