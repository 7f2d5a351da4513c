package io.processmanager.definition;

import io.processmanager.ProcessStep;
import io.processmanager.StepType;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds declared step types during the CDI scan. They are no beans; {@link StepConstruction} creates them. */
public class StepTypesExtension implements Extension {

    private final Map<String, Class<?>> declared = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    <T> void declare(@Observes @WithAnnotations(StepType.class) ProcessAnnotatedType<T> candidate) {
        Class<T> type = candidate.getAnnotatedType().getJavaClass();
        StepType stepType = type.getAnnotation(StepType.class);
        if (stepType == null) {
            return;
        }
        candidate.veto();
        if (!ProcessStep.class.isAssignableFrom(type)) {
            problems.add(type.getName() + " has @StepType but does not implement ProcessStep");
        } else if (!StepNames.isValid(stepType.value())) {
            problems.add(type.getName() + " has @StepType(\"" + stepType.value() + "\"): " + StepNames.RULE);
        } else {
            Class<?> other = declared.putIfAbsent(stepType.value(), type);
            if (other != null && other != type) {
                problems.add("@StepType(\"" + stepType.value() + "\") stands at both " + other.getName() + " and " + type.getName());
            }
        }
    }

    void report(@Observes AfterBeanDiscovery discovery) {
        problems.forEach(problem -> discovery.addDefinitionError(new DefinitionException(problem)));
    }

    Map<String, Class<?>> declared() {
        return declared;
    }
}
