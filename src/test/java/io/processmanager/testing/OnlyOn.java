package io.processmanager.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A test of what only one kind of server has. Everything else is tested on either. */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnlyOn.Condition.class)
public @interface OnlyOn {

    ServerKind value();

    /** Why the other kind cannot be tested so. */
    String because();

    /** Skips the test if the build is for the other server. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), OnlyOn.class)
                    .filter(only -> only.value() != ServerKind.ofBuild())
                    .map(only -> ConditionEvaluationResult.disabled("only on " + only.value() + ": " + only.because()))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("tested on this server"));
        }
    }
}
