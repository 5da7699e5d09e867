package io.tocsin.collect.config;

import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What must hold between the keys of one kind of service discovery, as Prometheus checks it.
final class DiscoveryChecks {
  private static final Map<String, Set<String>> SELECTOR_ROLES =
      Map.of(
          "pod", Set.of("pod"),
          "service", Set.of("service"),
          "endpoints", Set.of("pod", "service", "endpoints"),
          "endpointslice", Set.of("pod", "service", "endpointslice"),
          "node", Set.of("node"),
          "ingress", Set.of("ingress"));
  private static final Pattern SELECTOR =
      Pattern.compile("\\s*([^=!,\\s]+\\s*(==|=|!=)\\s*[^=!,]*(\\s*,\\s*|$))*");

  private DiscoveryChecks() {}

  /// Checks what must be said before the general check of credentials says less.
  static void beforeHttp(String kind, YamlSection section) {
    if (kind.equals("marathon")) {
      boolean token = section.has("auth_token") || section.has("auth_token_file");
      exclusive(section, "auth_token", "auth_token_file");
      for (var key : List.of("basic_auth", "bearer_token", "bearer_token_file", "authorization")) {
        if (token && section.has(key)) {
          throw section.require(key).refusal("excludes auth_token and auth_token_file");
        }
      }
      needsItems(section, "servers");
    }
  }

  /// @param http whether any key of the HTTP client is set
  static void check(String kind, YamlSection section, boolean http) {
    switch (kind) {
      case "azure" -> azure(section);
      case "ec2" -> filters(section);
      case "hetzner" -> role(section, "robot", "hcloud");
      case "dockerswarm" -> role(section, "services", "nodes", "tasks");
      case "openstack" -> {
        role(section, "hypervisor", "instance", "loadbalancer");
        optional(section, "availability", "public", "internal", "admin");
      }
      case "aws" -> role(section, "ec2", "ecs", "lightsail", "msk", "rds", "elasticache");
      case "scaleway" -> {
        role(section, "instance", "baremetal");
        exclusive(section, "secret_key", "secret_key_file");
        needs(section, "project_id", "access_key");
      }
      case "kubernetes" -> kubernetes(section, http);
      case "oci" -> optional(section, "auth", "api_key", "instance_principal");
      case "outscale" -> outscale(section);
      case "ovhcloud" -> {
        needs(section, "application_key", "application_secret", "consumer_key");
        optional(section, "service", "dedicated_server", "vps");
      }
      case "puppetdb" -> {
        needs(section, "url", "query");
        ReadContext.httpUrl(section.require("url"));
      }
      case "http" -> {
        needs(section, "url");
        ReadContext.httpUrl(section.require("url"));
      }
      case "stackit" -> stackit(section);
      case "uyuni" -> needs(section, "server", "username", "password");
      case "nerve", "serverset" -> {
        needsItems(section, "servers");
        needsItems(section, "paths");
      }
      case "dns" -> needsItems(section, "names");
      case "gce" -> needs(section, "project", "zone");
      case "triton" -> needs(section, "account", "dns_suffix", "endpoint");
      case "docker" -> needs(section, "host");
      case "ionos" -> needs(section, "datacenter_id");
      default -> {
        return;
      }
    }
  }

  private static void needs(YamlSection section, String... keys) {
    for (var key : keys) {
      if (section.require(key).text().isEmpty()) {
        throw section.require(key).refuse("a text");
      }
    }
  }

  private static void needsItems(YamlSection section, String key) {
    if (section.list(key).isEmpty()) {
      throw section.node().refusal(key + " is missing (expected: at least one)");
    }
  }

  private static void exclusive(YamlSection section, String one, String other) {
    if (section.has(one) && section.has(other)) {
      throw section.node().refusal("at most one of " + one + " and " + other + " can be set");
    }
  }

  private static void role(YamlSection section, String... roles) {
    ReadContext.oneOf(section.require("role"), Set.of(roles));
  }

  private static void optional(YamlSection section, String key, String... words) {
    if (section.has(key)) {
      ReadContext.oneOf(section.require(key), Set.of(words));
    }
  }

  private static void azure(YamlSection section) {
    optional(
        section, "authentication_method", "OAuth", "ManagedIdentity", "SDK", "WorkloadIdentity");
    needs(section, "subscription_id");
    if (section.text("authentication_method", "OAuth").equals("OAuth")) {
      needs(section, "tenant_id", "client_id", "client_secret");
    }
  }

  private static void filters(YamlSection section) {
    for (var filter : section.list("filters")) {
      var keys = filter.section();
      needs(keys, "name");
      needsItems(keys, "values");
      for (var value : keys.list("values")) {
        if (value.text().isEmpty()) {
          throw value.refuse("a text");
        }
      }
      keys.done();
    }
  }

  private static void outscale(YamlSection section) {
    needs(section, "region", "access_key");
    exclusive(section, "secret_key", "secret_key_file");
    if (!section.has("secret_key") && !section.has("secret_key_file")) {
      throw section.node().refusal("secret_key or secret_key_file is missing");
    }
  }

  private static void stackit(YamlSection section) {
    needs(section, "project");
    if (section.has("endpoint")) {
      ReadContext.httpUrl(section.require("endpoint"));
    }
  }

  private static void kubernetes(YamlSection section, boolean http) {
    var role = ReadContext.oneOf(section.require("role"), SELECTOR_ROLES.keySet());
    boolean server = !section.text("api_server", "").isEmpty();
    boolean kubeconfig = !section.text("kubeconfig_file", "").isEmpty();
    if (server && kubeconfig) {
      throw section.require("kubeconfig_file").refusal("excludes api_server");
    }
    if (http && kubeconfig) {
      throw section.require("kubeconfig_file").refusal("excludes settings of the HTTP client");
    }
    if (http && !server) {
      throw section.node().refusal("api_server is missing (settings of the HTTP client need it)");
    }
    if (section.has("namespaces")) {
      var namespaces = section.require("namespaces").section();
      namespaces.texts("names");
      if (namespaces.bool("own_namespace", false) && (kubeconfig || server)) {
        throw namespaces
            .require("own_namespace")
            .refusal("excludes api_server and kubeconfig_file");
      }
      namespaces.done();
    }
    var allowed = new ArrayList<>(SELECTOR_ROLES.getOrDefault(role, Set.of()));
    if (section.has("attach_metadata")) {
      var attach = section.require("attach_metadata").section();
      for (var key : List.of("node", "namespace", "deployment", "job", "cronjob")) {
        attach.bool(key, false);
      }
      if (attach.bool("node", false) && allowed.contains("pod")) {
        allowed.add("node");
      }
      attach.done();
    }
    selectors(section.list("selectors"), allowed);
  }

  private static void selectors(List<YamlNode> selectors, List<String> allowed) {
    var seen = new HashSet<String>();
    for (var node : selectors) {
      var selector = node.section();
      var found = selector.require("role");
      if (!allowed.contains(found.text())) {
        throw found.refuse("one of " + String.join(", ", allowed));
      }
      if (!seen.add(found.text())) {
        throw found.refusal(found.text() + " comes twice");
      }
      selector.text("label", "");
      var field = selector.find("field");
      if (field != null && !SELECTOR.matcher(field.text()).matches()) {
        throw field.refuse("a selector, as in metadata.name=web");
      }
      selector.done();
    }
  }
}
