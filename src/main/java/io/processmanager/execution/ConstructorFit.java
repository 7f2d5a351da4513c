package io.processmanager.execution;

import io.processmanager.StepSpec;
import io.processmanager.Violation;
import jakarta.json.JsonValue;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How well a constructor suits what a specification gives.
 *
 * @param constructor the constructor; null if the class has none that may be called
 * @param nearness how much of it suits, to choose the complaint that helps most
 * @param field the part of the specification that does not suit; null if all does
 * @param complaint what is wrong and what would be right
 * @param arguments the mapped arguments
 */
record ConstructorFit(Constructor<?> constructor, int nearness, String field, String complaint, List<Object> arguments) {

    static ConstructorFit good(Constructor<?> constructor, List<Object> arguments) {
        return new ConstructorFit(constructor, Integer.MAX_VALUE, null, null, arguments);
    }

    static ConstructorFit none(StepBlueprint blueprint, StepSpec spec) {
        String all = blueprint.constructors().stream().map(ConstructorFit::parameters).collect(Collectors.joining(" or "));
        return new ConstructorFit(null, 0, "args", "arguments: " + spec.args().size() + ", services: " + spec.services().size() + ", but "
                + (all.isEmpty() ? "the step has no public constructor" : "the step takes " + all), List.of());
    }

    static ConstructorFit wrongNumber(Constructor<?> constructor) {
        return new ConstructorFit(constructor, -1, "args", "too many", List.of());
    }

    static ConstructorFit missing(Constructor<?> constructor, int index, StepSpec spec) {
        return new ConstructorFit(constructor, spec.args().isEmpty() ? 1 : 0, "args", "the parameter '" + constructor.getParameters()[index].getName()
                + "' is missing; the step takes " + parameters(constructor), List.of());
    }

    static ConstructorFit wrongArgument(Constructor<?> constructor, int index, JsonValue value) {
        return new ConstructorFit(constructor, 2 + index, "args[" + index + "]", "a JSON " + value.getValueType().name().toLowerCase()
                + " was given where the step takes " + parameter(constructor, index), List.of());
    }

    static ConstructorFit wrongService(Constructor<?> constructor, int index, String service, Class<?> wanted) {
        return new ConstructorFit(constructor, 1_000 + index, "services[" + index + "]", "there is no container bean '" + service
                + "' that is a " + wanted.getName() + "; name the type or the bean name of one", List.of());
    }

    boolean isGood() {
        return field == null;
    }

    boolean isNearerThan(ConstructorFit other) {
        return nearness > other.nearness;
    }

    List<Violation> violations(String prefix) {
        return isGood() ? List.of() : List.of(new Violation(prefix + "." + field, complaint));
    }

    private static String parameters(Constructor<?> constructor) {
        return Arrays.stream(constructor.getParameters()).map(parameter -> parameter.getType().getSimpleName() + " " + parameter.getName())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String parameter(Constructor<?> constructor, int index) {
        return constructor.getParameterTypes()[index].getSimpleName() + " '" + constructor.getParameters()[index].getName() + "'";
    }
}
