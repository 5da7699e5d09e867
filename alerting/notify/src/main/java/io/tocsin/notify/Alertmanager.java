package io.tocsin.notify;

import io.tocsin.model.AlertSink;
import java.util.List;

public interface Alertmanager extends AlertSink {
  AlertmanagerConfig config();
  Silences silences();
  List<AlertView> alerts(AlertQuery query);
  List<AlertGroup> groups(AlertQuery query);
}
