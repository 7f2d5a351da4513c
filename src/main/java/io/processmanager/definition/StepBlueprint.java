package io.processmanager.definition;

import io.processmanager.InterruptingProcessStep;
import io.processmanager.StepType;
import io.processmanager.definition.StepTypeDescription.Argument;
import io.processmanager.definition.shape.JavaShapes;
import io.processmanager.definition.shape.MappedMembers;
import io.processmanager.definition.shape.StrictMapping;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Metadata of a step class.
 *
 * @param type the class
 * @param input its input mapping
 * @param constructors the callable ones, by number of parameters
 */
record StepBlueprint(Class<?> type, StrictMapping input, List<Constructor<?>> constructors) {

    static StepBlueprint of(Class<?> type, JavaShapes shapes) {
        List<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> Modifier.isPublic(constructor.getModifiers()) || constructor.isAnnotationPresent(Inject.class)
                        || constructor.getParameterCount() == 0)
                .<Constructor<?>>map(constructor -> constructor)
                .sorted(Comparator.comparingInt(Constructor::getParameterCount)).toList();
        return new StepBlueprint(type, new StrictMapping(StepInputType.of(type), shapes), constructors);
    }

    boolean isInterrupting() {
        return InterruptingProcessStep.class.isAssignableFrom(type);
    }

    boolean isAbstract() {
        return Modifier.isAbstract(type.getModifiers());
    }

    StepTypeDescription describe(String name) {
        String description = Optional.ofNullable(type.getAnnotation(StepType.class)).map(StepType::description).orElse("");
        return new StepTypeDescription(name, type.getName(), description, arguments(), isInterrupting());
    }

    /** JSON parameters of the longest constructor, without container beans. */
    private List<Argument> arguments() {
        if (constructors.isEmpty()) {
            return List.of();
        }
        long required = arguments(constructors.get(0)).size();
        List<Parameter> all = constructors.stream().map(StepBlueprint::arguments).max(Comparator.comparingInt(List::size)).orElseThrow();
        return all.stream().map(parameter -> new Argument(parameter.getName(), MappedMembers.jsonType(parameter.getType()).getSimpleName(), all.indexOf(parameter) < required))
                .toList();
    }

    private static List<Parameter> arguments(Constructor<?> constructor) {
        return Arrays.stream(constructor.getParameters()).filter(parameter -> isJson(parameter.getType())).toList();
    }

    /** Whether a parameter type suggests an argument rather than a container bean. */
    private static boolean isJson(Class<?> type) {
        return type.isPrimitive() || type.isArray() || type.isEnum() || type.isRecord() || JsonValue.class.isAssignableFrom(type)
                || type.getName().startsWith("java.");
    }
}
