package io.tocsin.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.library.modules.syntax.AllowedModuleDependencies.allow;
import static com.tngtech.archunit.library.modules.syntax.ModuleDependencyScope.consideringOnlyDependenciesBetweenModules;
import static com.tngtech.archunit.library.modules.syntax.ModuleRuleDefinition.modules;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Who may know whom: arrows point to smaller floors only, and a module is entered by its root
/// package.
@AnalyzeClasses(packages = "io.tocsin", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule DEPENDENCIES_POINT_DOWNWARDS =
      modules()
          .definedByPackages("io.tocsin.(*)..")
          .should()
          .respectTheirAllowedDependencies(
              allow()
                  .fromModule("model")
                  .toModules("kit")
                  .fromModule("testkit")
                  .toModules("kit", "model")
                  .fromModule("tsdb")
                  .toModules("kit", "model")
                  .fromModule("promql")
                  .toModules("kit", "model")
                  .fromModule("http")
                  .toModules("kit")
                  .fromModule("collect")
                  .toModules("kit", "model", "http")
                  .fromModule("rules")
                  .toModules("kit", "model", "http", "collect")
                  .fromModule("notify")
                  .toModules("kit", "model", "http")
                  .fromModule("dashboards")
                  .toModules("kit", "model", "promql")
                  .fromModule("catalog")
                  .toModules("kit", "model")
                  .fromModule("security")
                  .toModules("kit", "model", "http", "catalog")
                  .fromModule("api")
                  .toModules(
                      "kit",
                      "model",
                      "tsdb",
                      "promql",
                      "catalog",
                      "collect",
                      "rules",
                      "notify",
                      "dashboards",
                      "security")
                  .fromModule("server")
                  .toModules(
                      "kit",
                      "model",
                      "http",
                      "tsdb",
                      "promql",
                      "catalog",
                      "collect",
                      "rules",
                      "notify",
                      "dashboards",
                      "security",
                      "api"),
              consideringOnlyDependenciesBetweenModules());

  @ArchTest
  static final ArchRule SUB_PACKAGES_ARE_CLOSED =
      modules()
          .definedByPackages("io.tocsin.(*)..")
          .should()
          .onlyDependOnEachOtherThroughClassesThat(
              nameMatching("(\\[+L)?io\\.tocsin\\.[a-z]+\\.[A-Z].*"));

  @ArchTest
  static final ArchRule ONLY_THE_CATALOG_SPEAKS_SQL =
      com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("io.tocsin.catalog..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..");

  @ArchTest
  static final ArchRule ONLY_THE_API_SPEAKS_HTTP_SERVER =
      com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
          .that(
              resideInAnyPackage(
                  "io.tocsin.kit..",
                  "io.tocsin.model..",
                  "io.tocsin.tsdb..",
                  "io.tocsin.promql..",
                  "io.tocsin.http..",
                  "io.tocsin.rules..",
                  "io.tocsin.notify..",
                  "io.tocsin.dashboards..",
                  "io.tocsin.catalog..",
                  "io.tocsin.security..",
                  "io.tocsin.collect.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.helidon..");
}
