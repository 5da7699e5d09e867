package io.tocsin.api;

import io.tocsin.dashboards.Dashboard;
import java.util.List;

/// Port to dashboards that cannot be changed here: those of the program, of packs and of files.
/// Safe for use by many threads.
@FunctionalInterface
public interface ProvidedBoards {
  /// There are none.
  ProvidedBoards NONE = List::of;

  /// The source of those that come with the program.
  String BUILT_IN = "built-in";

  /// Returns them; of two with one uid the first counts.
  List<Provided> all();

  /// One of them.
  ///
  /// @param folder that lists show it in; empty for none
  /// @param source where it comes from, as in `file` or `built-in`
  /// @param updatedMillis when it was read, since the epoch
  record Provided(Dashboard dashboard, String folder, String source, long updatedMillis) {}
}
