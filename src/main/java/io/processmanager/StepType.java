package io.processmanager;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A stable name for a {@link ProcessStep} class: HTTP callers may use it, and renaming the class breaks no stored
 * process. A CDI stereotype only for discovery without XML; a step is never a bean.
 */
@Stereotype
@Dependent
@Documented
@Target(TYPE)
@Retention(RUNTIME)
public @interface StepType {

    /** @return 1 to 100 letters, digits, {@code -}, {@code _} and {@code .}, unique in the deployment */
    String value();

    /** @return what the step does, in one sentence, for users choosing a type */
    String description() default "";
}
