package io.tocsin.server.rules;

import io.tocsin.api.PageStores.RuleText;
import io.tocsin.api.RuleControl;
import io.tocsin.collect.PrometheusConfig;
import io.tocsin.rules.RuleFile;
import java.util.function.Supplier;

/// Rules that are saved on the pages, read as the configuration in force has it.
///
/// @param reload puts what is saved in force
public record SavedRules(Supplier<PrometheusConfig> config, Runnable reload)
    implements RuleControl {
  @Override
  public RuleFile read(String name, String yaml) {
    return RuleLoading.saved(new RuleText(name, yaml), config.get());
  }

  @Override
  public void takeUp() {
    reload.run();
  }
}
