package io.tocsin.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test that runs once per seed with a `java.util.Random` parameter made from it. Seeds are fixed
/// where the environment has `CI` and fresh elsewhere; a failure says how to replay it
/// (`-Dseed=N`). `-Dseeds=N` sets how many seeds run.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SeededTestExtension.class)
public @interface SeededTest {
  /// How many seeds run when `-Dseeds` is not given.
  int seeds() default 100;
}
