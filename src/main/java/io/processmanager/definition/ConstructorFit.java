package io.processmanager.definition;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.StepSpec;
import io.processmanager.Violation;
import io.processmanager.definition.shape.JsonKind;
import io.processmanager.definition.shape.MappedMembers;
import io.processmanager.definition.shape.UnfitInputException;
import io.processmanager.definition.shape.UnfitValueException;
import jakarta.json.JsonValue;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How well a constructor fits a specification.
 *
 * @param constructor null if none is callable
 * @param nearness selects the most helpful complaint
 * @param complaints with fields relative to the specification; empty if it fits
 * @param arguments the arguments that could be mapped, by parameter index; all if it fits
 */
record ConstructorFit(Constructor<?> constructor, int nearness, List<Violation> complaints, Map<Integer, Object> arguments) {

    private ConstructorFit(Constructor<?> constructor, int nearness, String field, String complaint) {
        this(constructor, nearness, List.of(new Violation(field, complaint)), Map.of());
    }

    static ConstructorFit good(Constructor<?> constructor, Map<Integer, Object> arguments) {
        return new ConstructorFit(constructor, Integer.MAX_VALUE, List.of(), arguments);
    }

    static ConstructorFit none(StepBlueprint blueprint, StepSpec spec) {
        String all = blueprint.constructors().stream().map(ConstructorFit::parameters).collect(Collectors.joining(" or "));
        return new ConstructorFit(null, 0, "args", "arguments: " + spec.args().size() + ", services: " + spec.services().size() + ", but "
                + (all.isEmpty() ? "the step has no public constructor" : "the step takes " + all));
    }

    static ConstructorFit wrongNumber(Constructor<?> constructor) {
        return new ConstructorFit(constructor, -1, "args", "too many");
    }

    static ConstructorFit missing(Constructor<?> constructor, int index, StepSpec spec) {
        return new ConstructorFit(constructor, spec.args().isEmpty() ? 1 : 0, "args", "the parameter '" + constructor.getParameters()[index].getName()
                + "' is missing; the step takes " + parameters(constructor) + (spec.resources().isIsolated() ? ". An isolated step gets no container beans" : ""));
    }

    /** @param unfit why the value is rejected; may carry its type's own violations */
    static ConstructorFit wrongArgument(Constructor<?> constructor, int index, JsonValue value, RuntimeException unfit) {
        String field = "args[" + index + "]";
        return new ConstructorFit(constructor, 2 + index, refusal(unfit).map(refusal -> refusal.violationsAt(field + "."))
                .orElseGet(() -> List.of(complaint(field, constructor, index, value, unfit))), Map.of());
    }

    private static Optional<InvalidSpecificationException> refusal(Throwable unfit) {
        return Stream.iterate(unfit, Objects::nonNull, Throwable::getCause).filter(InvalidSpecificationException.class::isInstance)
                .map(InvalidSpecificationException.class::cast).findFirst();
    }

    private static Violation complaint(String field, Constructor<?> constructor, int index, JsonValue value, RuntimeException unfit) {
        if (unfit instanceof UnfitValueException within && !within.path().isEmpty()) {
            return new Violation(field + within.path(), within.complaint());
        }
        boolean needsReason = !(unfit instanceof UnfitValueException) || JsonKind.isOfRightType(value, constructor.getParameterTypes()[index]);
        return new Violation(field, "a JSON " + value.getValueType().name().toLowerCase(Locale.ROOT) + " was given where the step takes "
                + parameter(constructor, index) + (needsReason ? ": " + UnfitInputException.reason(unfit) : ""));
    }

    static ConstructorFit wrongService(Constructor<?> constructor, int index, String service, Class<?> wanted) {
        return new ConstructorFit(constructor, 1_000 + index, "services[" + index + "]", "there is no container bean '" + service
                + "' that is a " + wanted.getName() + "; name the type or the bean name of one");
    }

    static ConstructorFit isolatedService(Constructor<?> constructor, int index) {
        return new ConstructorFit(constructor, 1_000 + index, "services[" + index + "]", "an isolated step gets no container beans: they live in the server. Give it what it needs as arguments");
    }

    /** @return all complaints about one constructor, with the nearness of the first */
    static ConstructorFit together(List<ConstructorFit> wrong, Map<Integer, Object> arguments) {
        return new ConstructorFit(wrong.get(0).constructor, wrong.get(0).nearness, wrong.stream().flatMap(one -> one.complaints.stream()).toList(), arguments);
    }

    boolean isGood() {
        return complaints.isEmpty();
    }

    boolean isNearerThan(ConstructorFit other) {
        return nearness > other.nearness;
    }

    private static String parameters(Constructor<?> constructor) {
        return Arrays.stream(constructor.getParameters()).map(parameter -> typeName(parameter.getType()) + " " + parameter.getName())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String parameter(Constructor<?> constructor, int index) {
        return typeName(constructor.getParameterTypes()[index]) + " '" + constructor.getParameters()[index].getName() + "'";
    }

    private static String typeName(Class<?> type) {
        return MappedMembers.jsonType(type).getSimpleName();
    }
}
