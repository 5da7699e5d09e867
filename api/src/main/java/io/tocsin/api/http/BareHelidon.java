package io.tocsin.api.http;

import io.helidon.common.features.HelidonFeatures;
import io.helidon.common.features.api.HelidonFlavor;
import io.helidon.common.mapper.DefaultMapperProvider__ServiceDescriptor;
import io.helidon.common.mapper.DefaultResolverService__ServiceDescriptor;
import io.helidon.common.mapper.MappersFactory__ServiceDescriptor;
import io.helidon.common.mapper.MappersImpl__ServiceDescriptor;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;

/// Keeps Helidon from looking through every jar for services, a fifth of a second of each start:
/// the few that a web server needs are named here.
public final class BareHelidon {
  private BareHelidon() {}

  /// Prepares the process for its first server. A registry that is set already stays.
  public static void prepare() {
    GlobalServiceRegistry.registry(BareHelidon::registry);
    // Its list of features is printed for one flavor only, ours, and nobody reads it.
    HelidonFeatures.flavor(HelidonFlavor.MP);
  }

  private static ServiceRegistry registry() {
    var config =
        ServiceRegistryConfig.builder()
            .discoverServices(false)
            .discoverServicesFromServiceLoader(false)
            .addServiceDescriptor(DefaultMapperProvider__ServiceDescriptor.INSTANCE)
            .addServiceDescriptor(DefaultResolverService__ServiceDescriptor.INSTANCE)
            .addServiceDescriptor(MappersFactory__ServiceDescriptor.INSTANCE)
            .addServiceDescriptor(MappersImpl__ServiceDescriptor.INSTANCE)
            .build();
    return ServiceRegistryManager.create(config).registry();
  }
}
