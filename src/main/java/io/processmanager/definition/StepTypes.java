package io.processmanager.definition;

import io.processmanager.StepSpec;
import io.processmanager.configuration.Nearest;
import io.processmanager.definition.shape.JavaShapes;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The deployment's step types; resolves a specification to its step class. */
@ApplicationScoped
public class StepTypes {

    private final Map<String, StepBlueprint> byType = new TreeMap<>();
    private final Map<String, StepBlueprint> byClass = new HashMap<>();
    /** Undeclared classes in use, by class name. */
    private final Map<String, StepBlueprint> undeclared = new ConcurrentHashMap<>();
    private final JavaShapes shapes = new JavaShapes();

    @Inject
    StepTypesExtension extension;

    @PostConstruct
    public void describe() {
        extension.declared().forEach((name, type) -> {
            StepBlueprint blueprint = StepBlueprint.of(type, shapes);
            byType.put(name, blueprint);
            byClass.put(type.getName(), blueprint);
        });
    }

    JavaShapes shapes() {
        return shapes;
    }

    /** @return all declared types, by name */
    public List<StepTypeDescription> descriptions() {
        return byType.entrySet().stream().map(entry -> entry.getValue().describe(entry.getKey())).toList();
    }

    /**
     * @param name type name
     * @return whether the deployment declares it
     */
    public boolean declaresType(String name) {
        return byType.containsKey(name);
    }

    /**
     * @param className class name; the class is not loaded
     * @return whether the deployment declares it as a step
     */
    public boolean declaresClass(String className) {
        return byClass.containsKey(className);
    }

    /**
     * Finds a step class. An undeclared class is loaded, but not initialized until it proves to be a step.
     *
     * @throws UnknownStepException if the type or class does not exist or is not a step
     */
    StepBlueprint blueprint(StepSpec spec) {
        StepBlueprint declared = spec.type() != null ? byType.get(spec.type()) : byClass.get(spec.className());
        if (declared != null) {
            return declared;
        }
        if (spec.type() != null) {
            throw new UnknownStepException("type", "there is no step type '" + spec.type() + "' in this deployment"
                    + Nearest.to(spec.type(), byType.keySet()).map(nearest -> "; did you mean '" + nearest + "'?").orElse(""));
        }
        return undeclared.computeIfAbsent(spec.className(), this::load);
    }

    private StepBlueprint load(String className) {
        try {
            Class<?> type = Class.forName(className, false, Thread.currentThread().getContextClassLoader());
            if (!io.processmanager.ProcessStep.class.isAssignableFrom(type)) {
                throw new UnknownStepException("class", "the class " + className + " does not implement ProcessStep");
            }
            return StepBlueprint.of(type, shapes);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new UnknownStepException("class", "there is no usable class " + className + " in this deployment", missing);
        }
    }
}
