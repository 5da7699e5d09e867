package io.tocsin.rules;

import io.tocsin.kit.ConfigException;
import io.tocsin.rules.file.RuleFileReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of rules as Prometheus reads it.
///
/// @param groups in the order of the file; not to be used while there are problems
/// @param problems what is wrong, each with file, line and what was expected
public record RuleFile(String name, List<RuleGroup> groups, List<String> problems) {
  public RuleFile {
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
  }

  /// How files are read.
  ///
  /// @param utf8Names whether names may be any text, or letters, digits and underscores only
  /// @param ignoresUnknown whether keys that are not known are passed over
  public record Reading(
      RuleQueries queries, RuleTemplates templates, boolean utf8Names, boolean ignoresUnknown) {
    public Reading(RuleQueries queries, RuleTemplates templates) {
      this(queries, templates, true, false);
    }
  }

  /// A rule that another one of the file repeats.
  public record Duplicate(String name, SortedMap<String, String> labels) {}

  /// Reads the text of a file, of [PlainRules] too; never throws for what stands in it.
  ///
  /// @param name for messages and as the groups' file
  public static RuleFile read(String name, String text, Reading reading) {
    try {
      var expanded = PlainRules.expanded(name, text);
      var file = RuleFileReader.read(name, expanded, reading);
      return expanded.equals(text) ? file : file.written();
    } catch (ConfigException e) {
      return new RuleFile(name, List.of(), List.of(String.valueOf(e.getMessage())));
    }
  }

  /// What is wrong with rules that were compiled, as PromQL of a catalogue can be, stands on a line
  /// that nobody has written.
  private RuleFile written() {
    var line = Pattern.compile("^" + Pattern.quote(name) + ":(\\d+): ");
    var said =
        problems.stream()
            .map(problem ->
                line.matcher(problem)
                    .replaceFirst(
                        Matcher.quoteReplacement(name) + ": line $1 of what rules show prints: "))
            .toList();
    return new RuleFile(name, groups, said);
  }

  public boolean isGood() {
    return problems.isEmpty();
  }

  /// Returns how many rules there are.
  public int rules() {
    return groups.stream().mapToInt(group -> group.rules().size()).sum();
  }

  /// Returns what is recorded or alerted of more than once under the same labels, sorted by name;
  /// each once.
  public List<Duplicate> duplicates() {
    var seen = new HashSet<Duplicate>();
    var found = new ArrayList<Duplicate>();
    for (var group : groups) {
      for (var rule : group.rules()) {
        var one = new Duplicate(rule.name(), rule.labels());
        if (!seen.add(one) && !found.contains(one)) {
          found.add(one);
        }
      }
    }
    found.sort(Comparator.comparing(Duplicate::name));
    return found;
  }
}
