package io.tocsin.server.rules;

import io.tocsin.rules.RuleUnitTests.Case;
import io.tocsin.rules.RuleUnitTests.Report;
import java.util.List;

/// Results of unit tests as JUnit XML, which build servers show.
public final class JunitReport {
  private final StringBuilder out = new StringBuilder("<testsuites>");

  private JunitReport() {}

  /// Returns a suite for each file.
  public static String of(List<Report> reports) {
    var report = new JunitReport();
    reports.forEach(report::suite);
    return report.out.append("</testsuites>").toString();
  }

  private void suite(Report report) {
    boolean aborted = !report.problem().isEmpty();
    int failures = report.cases().stream().mapToInt(one -> one.failures().size()).sum();
    out.append("<testsuite");
    attribute("name", report.file());
    attribute("tests", String.valueOf(report.cases().size() + (aborted ? 1 : 0)));
    attribute("failures", String.valueOf(failures));
    attribute("errors", aborted ? "1" : "0");
    attribute("skipped", "0");
    out.append('>');
    report.cases().forEach(this::testCase);
    if (aborted) {
      out.append("<testcase name=\"unknown\"><error>");
      text(report.problem());
      out.append("</error></testcase>");
    }
    out.append("</testsuite>");
  }

  private void testCase(Case one) {
    out.append("<testcase");
    attribute("name", one.name());
    out.append('>');
    for (var failure : one.failures()) {
      out.append("<failure>");
      text(failure);
      out.append("</failure>");
    }
    out.append("</testcase>");
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    text(value);
    out.append('"');
  }

  private void text(String text) {
    text.codePoints()
        .forEach(code -> {
          switch (code) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&#34;");
            case '\n' -> out.append("&#xA;");
            case '\t' -> out.append("&#x9;");
            default -> {
              boolean allowed = code >= ' ' && (code < 0xd800 || code > 0xdfff);
              out.appendCodePoint(allowed ? code : 0xfffd);
            }
          }
        });
  }
}
