package io.processmanager;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Declares a {@link ProcessStep} class under a stable name: callers over HTTP may use it, and renaming the class breaks no stored process.
 * It is a CDI stereotype for one reason only: so that the class is found without any XML. A step is never a bean itself.
 */
@Stereotype
@Dependent
@Documented
@Target(TYPE)
@Retention(RUNTIME)
public @interface StepType {

    /** @return the name: 1 to 100 characters of letters, digits, {@code -}, {@code _} and {@code .}, unique in the deployment */
    String value();

    /** @return what the step does, in one sentence, for those who choose among the types */
    String description() default "";
}
