package io.tocsin.api.prometheus;

import io.tocsin.api.ApiParts;
import io.tocsin.api.QueryDefaults;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.http.Parameters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Questions of this API that are asked without a request of their own: many of them in one. Each
/// is answered as its path answers it. Safe for use by many threads.
public final class Questions {
  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

  private final QueryEndpoints queries;
  private final ExemplarEndpoint exemplars;
  private final LabelEndpoints labels;

  public Questions(ApiParts parts, QueryDefaults defaults) {
    this.queries =
        new QueryEndpoints(
            parts.queries(), parts.clock(), defaults.timeoutMillis(), defaults.lookbackMillis());
    this.exemplars = new ExemplarEndpoint(parts.exemplars(), parts.promql());
    this.labels = new LabelEndpoints(parts.store(), new Selectors(parts.promql()));
  }

  /// Which path would be asked.
  public enum Kind {
    INSTANT,
    RANGE,
    EXEMPLARS,
    SERIES,
    LABEL_NAMES,
    LABEL_VALUES
  }

  /// One question; two that are equal have one answer.
  ///
  /// @param label whose values are asked for; empty with other kinds
  /// @param parameters by the names that the path knows
  public record Question(Kind kind, String label, Map<String, List<String>> parameters) {
    public Question {
      parameters = Map.copyOf(parameters);
    }
  }

  /// The answer to a question.
  public sealed interface Answer {
    /// Writes the fields `status` and what follows it into an object. May be called again.
    void write(JsonWriter json) throws IOException;
  }

  /// It could be answered.
  private record Success(Envelope.Answer answer) implements Answer {
    @Override
    public void write(JsonWriter json) throws IOException {
      json.field("status", "success");
      answer.write(json);
    }
  }

  /// It could not.
  ///
  /// @param type Prometheus' error type
  public record Failure(String type, String error) implements Answer {
    @Override
    public void write(JsonWriter json) throws IOException {
      json.field("status", "error").field("errorType", type).field("error", error);
    }
  }

  /// Answers one question; never throws for what is asked.
  ///
  /// @param gone turns true when nobody wants the answer any more
  public Answer answer(Question question, BooleanSupplier gone) {
    var asked = new Asked(Parameters.of(question.parameters()), question.label(), gone);
    try {
      return new Success(answerOf(question.kind(), asked));
    } catch (IOException | RuntimeException e) {
      var refusal = e instanceof RuntimeException known ? Envelope.refusal(known) : null;
      if (refusal == null || refusal.type() == ApiError.Type.INTERNAL) {
        LOG.atError().setCause(e).addKeyValue("question", question).log("question failed");
      }
      return refusal == null
          ? new Failure(ApiError.Type.INTERNAL.text, "internal error, see the log of the server")
          : new Failure(refusal.type().text, String.valueOf(refusal.getMessage()));
    }
  }

  private Envelope.Answer answerOf(Kind kind, Asked asked) throws IOException {
    return switch (kind) {
      case INSTANT -> queries.instantOf(asked);
      case RANGE -> queries.rangeOf(asked);
      case EXEMPLARS -> exemplars.answerOf(asked);
      case SERIES -> labels.seriesOf(asked);
      case LABEL_NAMES -> labels.namesOf(asked);
      case LABEL_VALUES -> labels.valuesOf(asked);
    };
  }
}
