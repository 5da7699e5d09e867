package io.tocsin.notify.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.GoTemplate;
import io.tocsin.kit.TemplateException;
import io.tocsin.testkit.SeededTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Whatever stands in a template: it gives a text or a [TemplateException], and soon.
class RandomTemplatesTest {
  private static final long LIMIT_NANOS = 5_000_000_000L;
  private static final List<String> PARTS =
      List.of(
          "{{",
          "}}",
          "{{-",
          "-}}",
          " ",
          "\n",
          "|",
          "(",
          ")",
          ".",
          ".a",
          ".b.c",
          "$",
          "$x",
          ":=",
          "=",
          ",",
          "if ",
          "else",
          "end",
          "range ",
          "with ",
          "define \"d\"",
          "template \"d\" .",
          "block \"e\" .",
          "break",
          "continue",
          "nil",
          "true",
          "1",
          "-2",
          "3.5",
          "0x1F",
          "'c'",
          "1e9",
          "\"text\"",
          "`raw`",
          "\"%v%d%s\"",
          "printf ",
          "print ",
          "len ",
          "index ",
          "slice ",
          "eq ",
          "lt ",
          "and ",
          "or ",
          "not ",
          "html ",
          "js ",
          "urlquery ",
          "call ",
          "dict ",
          "list ",
          "append ",
          "toJson ",
          "join ",
          "{{/* c */}}",
          "{{end}}",
          "{{else}}",
          "{{if .a}}",
          "{{range .l}}",
          "{{range $x := .l}}",
          "{{$x := .a}}",
          "{{$x = print $x $x}}",
          "{{.a}}",
          "<a href=\"",
          "<script>",
          "</script>",
          "<p title=",
          "\"",
          "'",
          ">",
          "<!--",
          "-->",
          "<style>",
          "/",
          "`",
          "${",
          "}",
          "x",
          "é",
          "\\",
          "{{range 1000000}}",
          "{{template \"d\" .}}",
          "{{define \"d\"}}",
          "9999999999999999999",
          "\u0000",
          "%",
          "*",
          "[",
          "]");

  private static String text(Random random) {
    var out = new StringBuilder();
    int parts = 1 + random.nextInt(40);
    for (int i = 0; i < parts; i++) {
      out.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return out.toString();
  }

  /// Texts that parse, because they are made from whole actions.
  private static String whole(Random random, int depth) {
    var out = new StringBuilder();
    int steps = 1 + random.nextInt(5);
    for (int i = 0; i < steps; i++) {
      out.append(step(random, depth));
    }
    return out.toString();
  }

  private static String step(Random random, int depth) {
    int choice = random.nextInt(depth > 3 ? 4 : 9);
    return switch (choice) {
      case 0 -> "<p title=\"{{" + value(random, 0) + "}}\">";
      case 1 -> "<script>x = {{" + value(random, 0) + "}}</script>";
      case 2 -> "{{" + value(random, 0) + "}}";
      case 3 -> "{{$v := " + value(random, 0) + "}}{{$v}}";
      case 4 -> "{{if " + value(random, 0) + "}}" + whole(random, depth + 1) + "{{end}}";
      case 5 -> "{{range .l}}" + whole(random, depth + 1) + "{{else}}n{{end}}";
      case 6 -> "{{with " + value(random, 0) + "}}" + whole(random, depth + 1) + "{{end}}";
      case 7 -> "{{range $i := 3}}" + whole(random, depth + 1) + "{{$i}}{{end}}";
      default -> "<a href='/{{" + value(random, 0) + "}}?q={{" + value(random, 0) + "}}'>";
    };
  }

  private static String value(Random random, int depth) {
    int choice = random.nextInt(depth > 2 ? 6 : 12);
    return switch (choice) {
      case 0 -> ".a";
      case 1 -> "$.m.k";
      case 2 -> "\"<x> \\\"y\\\" %d\"";
      case 3 -> "17";
      case 4 -> "$.l";
      case 5 -> "$";
      case 6 -> "printf \"%v %5d %-3s\" " + operand(random, depth) + " " + operand(random, depth);
      case 7 -> "index $.l " + operand(random, depth);
      case 8 -> "len " + operand(random, depth);
      case 9 -> "eq " + operand(random, depth) + " " + operand(random, depth);
      case 10 -> "or " + operand(random, depth) + " " + operand(random, depth) + " | print";
      default -> "list " + operand(random, depth) + " " + operand(random, depth) + " | toJson";
    };
  }

  private static String operand(Random random, int depth) {
    return "(" + value(random, depth + 1) + ")";
  }

  private static Map<String, Object> data() {
    var data = new HashMap<String, Object>();
    data.put("a", "<b>&'\"");
    data.put("b", Map.of("c", 1L));
    data.put("l", List.of("x", 2L, 3.5, true));
    data.put("m", Map.of("k", "v"));
    data.put("n", null);
    return data;
  }

  private static List<String> outcomes(GoTemplate set, String text) {
    var outcomes = new ArrayList<String>();
    for (boolean html : new boolean[] {false, true}) {
      try {
        var parsed = set.parse("t", text);
        outcomes.add(html ? parsed.expandHtml("t", data()) : parsed.expand("t", data()));
      } catch (TemplateException e) {
        outcomes.add("error: " + e.getMessage());
      }
    }
    return outcomes;
  }

  @SeededTest(seeds = 300)
  void anyTextEndsSoonWithAnOutputOrATemplateException(Random random) {
    var set = GoTemplate.with(NotifyFunctions.all()).missingKeyZero();
    var text = random.nextBoolean() ? text(random) : whole(random, 0);
    long start = System.nanoTime();
    var outcomes = outcomes(set, text);
    assertThat(System.nanoTime() - start).as(text).isLessThan(LIMIT_NANOS);
    assertThat(outcomes).as(text).hasSize(2).doesNotContainNull();
    assertThat(outcomes).as(text).isEqualTo(outcomes(set, text));
  }
}
