package io.tocsin.server.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.api.PageStores.RuleText;
import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.kit.ConfigException;
import io.tocsin.rules.RuleGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules that were saved on the pages, beside those of files.
class SavedRulesTest {
  private static final String RULES = "groups: [{name: g, rules: [{record: a, expr: up}]}]\n";

  @TempDir Path folder;

  private PrometheusConfig config() throws IOException {
    Files.writeString(folder.resolve("r.yml"), RULES);
    var text = "global: {evaluation_interval: 7s}\nrule_files: [" + folder + "/r.yml]\n";
    return PrometheusConfig.parse("p.yml", text, ReadFiles.disk());
  }

  @Test
  void theyComeBehindThoseOfFiles() throws IOException {
    var config = config();
    var ofFiles = RuleLoading.load(config, ReadFiles.disk());
    var saved = List.of(new RuleText("mine", RULES), new RuleText("bad", "groups: [{nam: g}]\n"));
    var groups = RuleLoading.groups(config, ofFiles, saved);
    assertThat(groups).extracting(RuleGroup::file).containsExactly(folder + "/r.yml", "saved/mine");
    assertThat(groups).allMatch(group -> group.intervalMillis() == 7_000);
  }

  @Test
  void theyAreReadAsTheConfigurationHasIt() throws IOException {
    var config = config();
    var reloads = new AtomicInteger();
    var rules = new SavedRules(() -> config, reloads::incrementAndGet);
    assertThat(rules.read("mine", RULES).isGood()).isTrue();
    assertThat(
            rules.read("mine", "groups: [{name: g, rules: [{record: a, expr: up(}]}]\n").problems())
        .singleElement()
        .asString()
        .startsWith("saved/mine:1: ");
    rules.takeUp();
    assertThat(reloads).hasValue(1);
  }

  @Test
  void aFileIsCheckedBeforeItIsWritten() throws IOException {
    var config = config();
    RuleLoading.check("r.yml", RULES, config);
    assertThatThrownBy(() -> RuleLoading.check("r.yml", "groups: 1\n", config))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("r.yml:1: ");
  }
}
