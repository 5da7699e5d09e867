package io.tocsin.kit.template.html;

import io.tocsin.kit.TemplateArguments;
import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateFunctions;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.template.GoFormat;
import java.util.Map;
import java.util.function.Function;

/// The functions that escaping adds to pipelines. No template can name them: they would not parse.
final class Escapers {
  static final String ATTRIBUTE = "_html_template_attrescaper";
  static final String COMMENT = "_html_template_commentescaper";
  static final String CSS = "_html_template_cssescaper";
  static final String CSS_VALUE = "_html_template_cssvaluefilter";
  static final String NAME = "_html_template_htmlnamefilter";
  static final String HTML = "_html_template_htmlescaper";
  static final String JS_REGEXP = "_html_template_jsregexpescaper";
  static final String JS_STRING = "_html_template_jsstrescaper";
  static final String JS_TEMPLATE = "_html_template_jstmpllitescaper";
  static final String JS_VALUE = "_html_template_jsvalescaper";
  static final String NO_SPACE = "_html_template_nospaceescaper";
  static final String RCDATA = "_html_template_rcdataescaper";
  static final String SRCSET = "_html_template_srcsetescaper";
  static final String URL = "_html_template_urlescaper";
  static final String URL_FILTER = "_html_template_urlfilter";
  static final String URL_NORMALIZER = "_html_template_urlnormalizer";
  static final String PRINT = "_eval_args_";

  /// Escapers that templates may name themselves, by the ones that do as much.
  private static final Map<String, String> PREDEFINED =
      Map.of(
          ATTRIBUTE, "html",
          HTML, "html",
          RCDATA, "html",
          URL, "urlquery",
          URL_NORMALIZER, "urlquery");

  static final TemplateFunctions ALL =
      text(ATTRIBUTE, HtmlEscapes::attribute)
          .with(text(COMMENT, given -> ""))
          .with(text(CSS, CssEscapes::string))
          .with(text(CSS_VALUE, CssEscapes::value))
          .with(text(NAME, HtmlEscapes::name))
          .with(text(HTML, HtmlEscapes::text))
          .with(text(JS_REGEXP, JsEscapes::regexp))
          .with(text(JS_STRING, JsEscapes::string))
          .with(text(JS_TEMPLATE, JsEscapes::template))
          .with(function(JS_VALUE, JsEscapes::value))
          .with(text(NO_SPACE, HtmlEscapes::unquoted))
          .with(text(RCDATA, HtmlEscapes::rcdata))
          .with(text(SRCSET, UrlEscapes::srcset))
          .with(text(URL, UrlEscapes::escape))
          .with(text(URL_FILTER, UrlEscapes::filter))
          .with(text(URL_NORMALIZER, UrlEscapes::normalize))
          .with(function(PRINT, a -> GoFormat.print(a.all())));

  private Escapers() {}

  private static TemplateFunctions text(String name, Function<Stringified, String> escaper) {
    return function(name, arguments -> escaper.apply(Stringified.of(arguments)));
  }

  private static TemplateFunctions function(
      String name, Function<TemplateArguments, String> escaper) {
    return TemplateFunctions.none()
        .with(name, TemplateFunction.variadic(escaper::apply, TemplateType.ANY));
  }

  static boolean isPredefined(String name) {
    return name.equals("html") || name.equals("urlquery");
  }

  /// Returns one name for all escapers that do the same.
  static String canonical(String name) {
    return PREDEFINED.getOrDefault(name, name);
  }

  /// Tells whether `next` would change nothing of what `last` made.
  static boolean isRedundant(String last, String next) {
    return switch (last) {
      case COMMENT -> next.equals(ATTRIBUTE) || next.equals(HTML);
      case CSS, JS_REGEXP, JS_STRING, JS_TEMPLATE -> next.equals(ATTRIBUTE);
      case URL -> next.equals(URL_NORMALIZER);
      default -> false;
    };
  }
}
