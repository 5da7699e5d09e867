package io.tocsin.catalog;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection to the file, with the statements that were prepared on it. For one thread at a
/// time.
final class Session implements CatalogWriter, Closeable {
  private static final int STATEMENTS_MAX = 64;

  private final String file;
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);

  Session(String file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /// Runs a script of several statements without values.
  void script(String sql) {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw CatalogException.of(file, e);
    }
  }

  @Override
  public <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... values) {
    return ask(
        sql,
        values,
        rows -> {
          var list = new ArrayList<T>();
          var row = new ResultRow(file, rows);
          while (rows.next()) {
            list.add(mapper.of(row));
          }
          return list;
        });
  }

  @Override
  public <T> @Nullable T first(String sql, Mapper<T> mapper, @Nullable Object... values) {
    return this.<@Nullable T>ask(
        sql, values, rows -> rows.next() ? mapper.of(new ResultRow(file, rows)) : null);
  }

  @Override
  public long number(String sql, @Nullable Object... values) {
    return ask(sql, values, rows -> rows.next() ? rows.getLong(1) : 0L);
  }

  @Override
  public boolean has(String sql, @Nullable Object... values) {
    return ask(sql, values, ResultSet::next);
  }

  /// Makes something of an answer.
  private interface Answer<T extends @Nullable Object> {
    T of(ResultSet rows) throws SQLException;
  }

  private <T extends @Nullable Object> T ask(
      String sql, @Nullable Object[] values, Answer<T> answer) {
    try (var rows = bound(sql, values).executeQuery()) {
      return answer.of(rows);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  @Override
  public int change(String sql, @Nullable Object... values) {
    try {
      return bound(sql, values).executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /// The driver ends a statement that has failed, so it cannot be used again.
  private CatalogException failed(String sql, SQLException cause) {
    try {
      var statement = prepared.remove(sql);
      if (statement != null) {
        statement.close();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    return CatalogException.of(file, cause);
  }

  @Override
  public long lastId() {
    return number("SELECT last_insert_rowid()");
  }

  /// Returns the prepared statement, which the next call with the same text uses again.
  private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
    var statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
      forgetEldest();
    }
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private void forgetEldest() throws SQLException {
    if (prepared.size() > STATEMENTS_MAX) {
      var eldest = prepared.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setObject(index, null);
      case String text -> statement.setString(index, text);
      case Integer number -> statement.setLong(index, number);
      case Long number -> statement.setLong(index, number);
      case Double number -> statement.setDouble(index, number);
      case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
      case byte[] bytes -> statement.setBytes(index, bytes);
      default ->
          throw new IllegalArgumentException(
              "catalog value: " + value.getClass() + " (expected: text, a number, bytes, null)");
    }
  }

  @Override
  public void close() {
    try {
      for (var statement : prepared.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw CatalogException.of(file, e);
    }
  }

  private record ResultRow(String file, ResultSet rows) implements Row {
    /// Reads one value of the row.
    private interface Reading<T extends @Nullable Object> {
      T read() throws SQLException;
    }

    private <T extends @Nullable Object> T read(Reading<T> reading) {
      try {
        return reading.read();
      } catch (SQLException e) {
        throw CatalogException.of(file, e);
      }
    }

    private <T> T there(String column, @Nullable T value) {
      if (value == null) {
        throw new CatalogException(
            CatalogException.Kind.STATEMENT, file + ": " + column + ": null (expected: a value)");
      }
      return value;
    }

    @Override
    public String text(String column) {
      return there(column, textOrNull(column));
    }

    @Override
    public @Nullable String textOrNull(String column) {
      return read(() -> rows.getString(column));
    }

    @Override
    public long integer(String column) {
      return read(() -> rows.getLong(column));
    }

    @Override
    public @Nullable Long integerOrNull(String column) {
      return read(() -> {
        long value = rows.getLong(column);
        return rows.wasNull() ? null : value;
      });
    }

    @Override
    public double number(String column) {
      return read(() -> rows.getDouble(column));
    }

    @Override
    public boolean flag(String column) {
      return integer(column) != 0;
    }

    @Override
    public byte[] bytes(String column) {
      return there(column, read(() -> rows.getBytes(column)));
    }
  }
}
