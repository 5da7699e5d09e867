package io.tocsin.notify.template;

import static io.tocsin.kit.TemplateType.ANY;
import static io.tocsin.kit.TemplateType.TEXT;

import io.tocsin.kit.GoTimeLayout;
import io.tocsin.kit.SafeText;
import io.tocsin.kit.TemplateArguments;
import io.tocsin.kit.TemplateException;
import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateFunctions;
import io.tocsin.kit.TemplateLibrary;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Alertmanager's template functions.
final class NotifyFunctions {
  private NotifyFunctions() {}

  /// Returns all functions; those of one notification fail until they are given anew.
  static TemplateFunctions all() {
    return TemplateLibrary.common()
        .with(texts())
        .with(times())
        .with(values())
        .withText("routeLabels", a -> "")
        .with("now", TemplateFunction.of(a -> NotifyFields.time(0)))
        .with("since", TemplateFunction.of(a -> Duration.ZERO, TemplateType.TIME));
  }

  private static TemplateFunctions texts() {
    return TemplateFunctions.none()
        .withText("title", a -> TemplateLibrary.title(a.text(0), true))
        .withText("trimSpace", a -> a.text(0).strip())
        .withText("safeUrl", a -> new SafeText(SafeText.Content.URL, a.text(0)))
        .withText("urlUnescape", a -> unescape(a.text(0)))
        .withText("base64encode", a -> encode(a.text(0)))
        .withText("base64decode", a -> decode(a.text(0)))
        .with("join", TemplateFunction.of(NotifyFunctions::join, TEXT, TemplateType.TEXTS));
  }

  private static String join(TemplateArguments arguments) {
    var parts = new ArrayList<String>();
    arguments.list(1).forEach(part -> parts.add(String.valueOf(part)));
    return String.join(arguments.text(0), parts);
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String text) {
    try {
      // Java is content without the padding that Go insists on.
      if (text.replace("\n", "").replace("\r", "").length() % 4 != 0) {
        throw new TemplateException("illegal base64 data at input byte " + text.length());
      }
      var plain = text.replace("\n", "").replace("\r", "");
      return new String(Base64.getUrlDecoder().decode(plain), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new TemplateException("illegal base64 data", e);
    }
  }

  private static String unescape(String text) {
    var out = new ByteArrayOutputStream(text.length());
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        out.write(bytes[i] == '+' ? ' ' : bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit((char) bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit((char) bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        int end = Math.min(bytes.length, i + 3);
        var shown = new String(bytes, i, end - i, StandardCharsets.UTF_8);
        throw new TemplateException("invalid URL escape \"" + shown + "\"");
      }
      out.write(high * 16 + low);
      i += 2;
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static TemplateFunctions times() {
    var time = TemplateType.TIME;
    return TemplateFunctions.none()
        .with(
            "date",
            TemplateFunction.of(
                a -> GoTimeLayout.of(a.text(0)).format(time(a.value(1))), TEXT, time))
        .with("tz", TemplateFunction.of(a -> in(a.text(0), time(a.value(1))), TEXT, time))
        .with("toDate", TemplateFunction.of(a -> dateOrNone(a.text(0), a.text(1)), TEXT, TEXT))
        .with("mustToDate", TemplateFunction.of(a -> date(a.text(0), a.text(1)), TEXT, TEXT));
  }

  static ZonedDateTime time(@Nullable Object value) {
    return value instanceof ZonedDateTime time ? time : NotifyFields.time(0);
  }

  private static ZonedDateTime in(String zone, ZonedDateTime time) {
    try {
      return time.withZoneSameInstant(
          switch (zone) {
            case "", "UTC" -> ZoneOffset.UTC;
            case "Local" -> ZoneId.systemDefault();
            default -> ZoneId.of(zone);
          });
    } catch (DateTimeException e) {
      throw new TemplateException("unknown time zone " + zone, e);
    }
  }

  private static ZonedDateTime date(String layout, String text) {
    try {
      return GoTimeLayout.of(layout).parse(text);
    } catch (IllegalArgumentException e) {
      throw new TemplateException(String.valueOf(e.getMessage()), e);
    }
  }

  private static ZonedDateTime dateOrNone(String layout, String text) {
    try {
      return date(layout, text);
    } catch (TemplateException none) {
      return NotifyFields.time(0);
    }
  }

  private static TemplateFunctions values() {
    return TemplateFunctions.none()
        .with("toJson", TemplateFunction.of(a -> TemplateLibrary.json(a.value(0)), ANY))
        .with(
            "stringSlice",
            TemplateFunction.variadic(a -> TemplateValue.list(TemplateType.TEXTS, a.all()), TEXT))
        .with("list", TemplateFunction.variadic(TemplateArguments::all, ANY))
        .with("append", TemplateFunction.variadic(NotifyFunctions::append, TemplateType.LIST, ANY))
        .with("dict", TemplateFunction.variadic(NotifyFunctions::dict, ANY));
  }

  private static Object append(TemplateArguments arguments) {
    var longer = new ArrayList<@Nullable Object>(arguments.list(0));
    longer.addAll(arguments.all().subList(1, arguments.count()));
    return longer;
  }

  private static Object dict(TemplateArguments arguments) {
    if (arguments.count() % 2 != 0) {
      throw new TemplateException("dict requires an even number of arguments");
    }
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < arguments.count(); i += 2) {
      if (!(arguments.value(i) instanceof String key)) {
        throw new TemplateException("dict keys must be strings");
      }
      map.put(key, arguments.value(i + 1));
    }
    return map;
  }
}
