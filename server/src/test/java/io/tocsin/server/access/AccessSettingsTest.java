package io.tocsin.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.security.Role;
import io.tocsin.security.SecurityOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessSettingsTest {
  private static SecurityOptions read(Map<String, String> values) {
    return new AccessSettings(values::getOrDefault).options(Map.of());
  }

  @Test
  void theDefaultsAreThoseOfTheModule() {
    assertThat(read(Map.of())).isEqualTo(SecurityOptions.DEFAULT);
  }

  @Test
  void aProviderNeedsItsPartsAndGetsDefaults() {
    var values = new HashMap<String, String>();
    values.put("auth.oidc.client-id", "tocsin");
    assertThatThrownBy(() -> read(values))
        .hasMessage(
            "tocsin.auth.oidc.client-id: no issuer (expected: tocsin.auth.oidc.issuer beside it)");
    values.put("auth.oidc.issuer", "https://login.example.org");
    assertThatThrownBy(() -> read(values)).hasMessageContaining("tocsin.auth.oidc.roles: none");
    values.put("auth.oidc.roles.admin", "ops, sre");
    values.put("auth.oidc.scopes", "email groups");
    var oidc = read(values).oidc();
    assertThat(oidc.scopes()).containsExactly("openid", "email", "groups");
    assertThat(oidc.roles()).containsEntry(Role.ADMIN, List.of("ops", "sre"));
    assertThat(oidc.nameClaim()).isEqualTo("preferred_username");
    assertThat(oidc.client().secret()).isNull();
    values.remove("auth.oidc.client-id");
    assertThatThrownBy(() -> read(values)).hasMessageContaining("client-id: missing");
  }

  @Test
  void valuesThatCannotBeUsedAreNamedByTheirKey() {
    assertThat(AccessSettings.expected("auth.session.idle", "12h")).isEmpty();
    assertThat(AccessSettings.expected("auth.session.idle", "0s")).isNotEmpty();
    assertThat(AccessSettings.expected("auth.session.idle", "soon")).isNotEmpty();
    assertThat(AccessSettings.expected("auth.oidc.issuer", "login.example.org")).isNotEmpty();
    assertThat(AccessSettings.expected("auth.oidc.name", "anything")).isEmpty();
  }
}
