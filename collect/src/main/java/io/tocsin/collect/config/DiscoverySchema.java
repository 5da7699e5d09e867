package io.tocsin.collect.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// The keys of each kind of service discovery and the types of their values. `<http>` stands for
/// the keys of `http_config`.
final class DiscoverySchema {
  /// Types of keys by kind; the kind `ec2` stands for `ec2_sd_configs`.
  static final Map<String, Map<String, String>> KINDS = new LinkedHashMap<>();

  private static final String AWS =
      "endpoint region access_key secret_key profile role_arn external_id refresh_interval:time"
          + " port:whole <http>";
  private static final String CLOUD = "<http> refresh_interval:time port:whole";

  static {
    kind("aws", AWS + " role filters:sections clusters:texts request_concurrency:whole");
    kind("azure", CLOUD + " environment subscription_id tenant_id client_id client_secret");
    more("azure", "authentication_method resource_group");
    kind("consul", "<http> server path_prefix token datacenter namespace partition tag_separator");
    more(
        "consul", "scheme username password allow_stale:bool refresh_interval:time services:texts");
    more("consul", "tags:texts node_meta:map filter health_filter");
    kind("digitalocean", CLOUD + " role");
    kind("dns", "names:texts refresh_interval:time type port:whole");
    kind("docker", CLOUD + " host filters:sections host_networking_host match_first_network:bool");
    kind("dockerswarm", CLOUD + " host role filters:sections");
    kind("ec2", AWS + " filters:sections");
    kind("ecs", AWS + " clusters:texts request_concurrency:whole");
    kind("elasticache", AWS + " clusters:texts request_concurrency:whole");
    kind("eureka", "<http> server refresh_interval:time");
    kind("gce", "project zone filter refresh_interval:time port:whole tag_separator");
    kind("hetzner", CLOUD + " role label_selector");
    kind("http", "<http> refresh_interval:time url");
    kind("ionos", CLOUD + " datacenter_id");
    kind("kubernetes", "<http> api_server role kubeconfig_file namespaces:section");
    more("kubernetes", "selectors:sections attach_metadata:section");
    kind("kuma", "<http> refresh_interval:time fetch_timeout:time server client_id");
    kind("lightsail", AWS);
    kind("linode", CLOUD + " tag_separator region");
    kind("marathon", "<http> servers:texts refresh_interval:time auth_token auth_token_file");
    kind("msk", AWS + " clusters:texts request_concurrency:whole");
    kind("nerve", "servers:texts paths:texts timeout:time");
    kind("nomad", "<http> allow_stale:bool namespace refresh_interval:time region server");
    more("nomad", "tag_separator");
    kind("oci", CLOUD + " auth tenancy user fingerprint key_file key_passphrase");
    more("oci", "key_passphrase_file region compartments:texts");
    kind("openstack", "identity_endpoint username userid password project_name project_id");
    more("openstack", "domain_name domain_id application_credential_name role region port:whole");
    more("openstack", "application_credential_id application_credential_secret availability");
    more("openstack", "refresh_interval:time all_tenants:bool tls_config:tls");
    kind("outscale", CLOUD + " endpoint region access_key secret_key secret_key_file");
    kind("ovhcloud", "endpoint application_key application_secret consumer_key service");
    more("ovhcloud", "refresh_interval:time");
    kind("puppetdb", CLOUD + " url query include_parameters:bool");
    kind("rds", AWS + " clusters:texts filters:sections request_concurrency:whole");
    kind("scaleway", CLOUD + " project_id api_url zone access_key secret_key secret_key_file");
    more("scaleway", "name_filter tags_filter:texts role");
    kind("serverset", "servers:texts paths:texts timeout:time");
    kind("stackit", CLOUD + " project region endpoint service_account_key private_key");
    more("stackit", "service_account_key_path private_key_path credentials_file_path");
    kind("triton", "account role dns_suffix endpoint groups:texts port:whole version:whole");
    more("triton", "refresh_interval:time tls_config:tls");
    kind("uyuni", "<http> server username password entitlement separator refresh_interval:time");
    kind("vultr", CLOUD);
  }

  private DiscoverySchema() {}

  private static void kind(String kind, String keys) {
    KINDS.put(kind, new LinkedHashMap<>());
    more(kind, keys);
  }

  private static void more(String kind, String keys) {
    var types = KINDS.computeIfAbsent(kind, name -> new LinkedHashMap<>());
    for (var key : keys.split(" ", -1)) {
      int colon = key.indexOf(':');
      if (colon < 0) {
        types.put(key, "text");
      } else {
        types.put(key.substring(0, colon), key.substring(colon + 1));
      }
    }
  }
}
