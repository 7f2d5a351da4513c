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
 * What is known of a step class without making one.
 *
 * @param type the class
 * @param input how its input is mapped
 * @param constructors those that may be called, the one with the fewest parameters first
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

    /** The longest constructor's JSON parameters; container beans are no arguments. */
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

    /** Whether a parameter of that type is meant for an argument rather than for a container bean, where nobody has said so. */
    private static boolean isJson(Class<?> type) {
        return type.isPrimitive() || type.isArray() || type.isEnum() || type.isRecord() || JsonValue.class.isAssignableFrom(type)
                || type.getName().startsWith("java.");
    }
}
