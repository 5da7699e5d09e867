package io.tocsin.notify.config;

import io.tocsin.kit.RegexException;
import io.tocsin.kit.YamlSection;
import io.tocsin.model.LabelsText;
import io.tocsin.model.Matcher;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.Matchers;
import java.util.ArrayList;
import java.util.List;

/// Reads conditions: the two old maps and the list of matchers together.
final class MatchReader {
  private final MatcherSyntax syntax;
  private final YamlSection section;

  MatchReader(MatcherSyntax syntax, YamlSection section) {
    this.syntax = syntax;
    this.section = section;
  }

  Matchers read(String equal, String regex, String list) {
    var found = new ArrayList<Matcher>();
    var equals = section.find(equal);
    if (equals != null) {
      equals
          .entries()
          .forEach((name, value) -> {
            if (!LabelsText.isLabelName(name)) {
              throw value.refusal("invalid label name \"" + name + "\"");
            }
            found.add(Matcher.equal(name, value.text()));
          });
    }
    var regexes = section.find(regex);
    if (regexes != null) {
      regexes
          .entries()
          .forEach((name, value) -> {
            if (!LabelsText.isLabelName(name)) {
              throw value.refusal("invalid label name \"" + name + "\"");
            }
            if (value.isNothing()) {
              throw value.refusal(
                  "invalid regexp value for \"" + name + "\" (expected: a regular expression)");
            }
            try {
              found.add(new Matcher(Matcher.Type.REGEX, name, value.text()));
            } catch (RegexException e) {
              throw value.refusal(String.valueOf(e.getMessage()));
            }
          });
    }
    found.addAll(matchers(list));
    return Matchers.sorted(found);
  }

  private List<Matcher> matchers(String list) {
    var found = new ArrayList<Matcher>();
    for (var item : section.list(list)) {
      try {
        found.addAll(syntax.many(item.text()));
      } catch (IllegalArgumentException e) {
        throw item.refusal(item.text() + ": " + e.getMessage() + " (expected: matchers)");
      }
    }
    return found;
  }
}
