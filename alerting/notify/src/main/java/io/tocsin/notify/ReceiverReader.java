package io.tocsin.notify;

import io.tocsin.kit.YamlSection;
import java.util.List;

/// Reads what a configuration says of receivers: the port between the reader of the whole file,
/// which knows routes and times, and the services, which know their own keys.
@FunctionalInterface
public interface ReceiverReader {
  /// Reads what `global` says for all receivers, and checks it.
  ///
  /// @param global the section; asks for every key that is not `resolve_timeout`, and does not call
  ///   [YamlSection#done]: the caller does
  /// @param directory what files are relative to; empty for the working directory
  /// @throws io.tocsin.kit.ConfigException if it is refused
  Receivers global(YamlSection global, String directory);

  /// Reads receivers under the defaults of one `global`.
  @FunctionalInterface
  interface Receivers {
    /// Reads every `*_configs` list of a receiver.
    ///
    /// @param receiver the section; asks for every key that is not `name` or `labels`, and does not
    ///   call [YamlSection#done]: the caller does
    /// @throws io.tocsin.kit.ConfigException if it is refused
    List<IntegrationSpec> read(YamlSection receiver);
  }
}
