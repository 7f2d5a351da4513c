package io.processmanager.definition.constraint;

import io.processmanager.Violation;
import io.processmanager.definition.shape.ForeignCode;
import io.processmanager.definition.shape.JsonPlace;
import io.processmanager.definition.shape.StrictMapping;
import io.processmanager.definition.shape.UnfitInputException;
import io.processmanager.text.FailureText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.metadata.ConstructorDescriptor;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks arguments and inputs against the constraints of Jakarta Validation that step classes and the types of their inputs declare. The validator is the server's, which
 * owns it and closes it. What has no constraints costs one look into a map.
 */
@ApplicationScoped
public class Constraints {

    private static final int MOST_VIOLATIONS = 100;
    private static final int MOST_COMPLAINTS = 5;

    /** Where nothing is validated. */
    public static final Constraints NONE = new Constraints() {
        @Override
        public List<Violation> violations(Constructor<?> constructor, Map<Integer, Object> arguments, IntFunction<StrictMapping> mappings) {
            return List.of();
        }

        @Override
        public void checkInput(StrictMapping mapping, Object input) {
            // see above
        }
    };

    private final Validator validator;
    private final Map<Constructor<?>, Boolean> constructors = new ConcurrentHashMap<>();
    private final Map<Class<?>, Boolean> beans = new ConcurrentHashMap<>();

    @Inject
    public Constraints(ValidatorFactory server) {
        validator = server.usingContext().messageInterpolator(new EnglishMessages(server.getMessageInterpolator())).getValidator();
    }

    /** For the container's proxy, and for tests. */
    protected Constraints() {
        validator = null;
    }

    /**
     * Checks arguments without calling the constructor.
     *
     * @param constructor which takes them
     * @param arguments the arguments to check, by the index of the parameter; other parameters are not checked
     * @param mappings how each argument was mapped
     * @return what is wrong, with {@code args[0].name} or the like as fields
     */
    public List<Violation> violations(Constructor<?> constructor, Map<Integer, Object> arguments, IntFunction<StrictMapping> mappings) {
        if (arguments.isEmpty()) {
            return List.of();
        }
        try {
            return ForeignCode.call(() -> constructors.computeIfAbsent(constructor, this::isConstrained))
                    ? told(unmet(constructor, arguments, mappings)) : List.of();
        } catch (Exception | LinkageError | StackOverflowError failure) {
            return List.of(new Violation("args", "the constraints that " + constructor.getDeclaringClass().getName() + " declares for them cannot be evaluated: "
                    + FailureText.reasons(failure)));
        }
    }

    private boolean isConstrained(Constructor<?> constructor) {
        ConstructorDescriptor descriptor = validator.getConstraintsForClass(constructor.getDeclaringClass()).getConstraintsForConstructor(constructor.getParameterTypes());
        return descriptor != null && descriptor.hasConstrainedParameters();
    }

    private List<UnmetConstraint> unmet(Constructor<?> constructor, Map<Integer, Object> arguments, IntFunction<StrictMapping> mappings) throws Exception {
        Object[] parameters = new Object[constructor.getParameterCount()];
        arguments.forEach((index, argument) -> parameters[index] = argument);
        return ForeignCode.call(() -> validator.forExecutables().validateConstructorParameters(constructor, parameters)).stream()
                .map(violation -> UnmetConstraint.of(JsonPlace.WHOLE, violation))
                .filter(unmet -> unmet.parameter() == UnmetConstraint.NO_PARAMETER || arguments.containsKey(unmet.parameter()))
                .map(unmet -> unmet.parameter() == UnmetConstraint.NO_PARAMETER ? unmet : unmet.inJson(mappings.apply(unmet.parameter())))
                .sorted(UnmetConstraint.ORDER).toList();
    }

    /** A caller may send a list of a million wrong elements. */
    private static List<Violation> told(List<UnmetConstraint> all) {
        Stream<Violation> first = all.stream().limit(MOST_VIOLATIONS).map(unmet -> new Violation(unmet.field(), unmet.message()));
        return all.size() <= MOST_VIOLATIONS ? first.toList()
                : Stream.concat(first, Stream.of(new Violation("args", (all.size() - MOST_VIOLATIONS) + " more values are wrong"))).toList();
    }

    /**
     * Checks the input of a step: a value, or each element of a collection, or each value of a map.
     *
     * @param mapping how it was mapped
     * @param input the mapped input
     * @throws UnfitInputException if it does not meet the constraints of its class, or these cannot be evaluated
     */
    public void checkInput(StrictMapping mapping, Object input) throws UnfitInputException {
        List<UnmetConstraint> unmet = new ArrayList<>();
        try {
            collect(input, JsonPlace.WHOLE, unmet);
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            throw new UnfitInputException(mapping.typeName(), "its constraints cannot be evaluated: " + FailureText.reasons(failure), failure);
        }
        if (!unmet.isEmpty()) {
            String complaints = unmet.stream().map(one -> one.inJson(mapping)).sorted(UnmetConstraint.ORDER).limit(MOST_COMPLAINTS).map(UnmetConstraint::complaint).collect(Collectors.joining("; "));
            throw new UnfitInputException(mapping.typeName(), complaints + (unmet.size() > MOST_COMPLAINTS ? "; " + (unmet.size() - MOST_COMPLAINTS) + " more values are wrong" : ""), null);
        }
    }

    private void collect(Object value, JsonPlace place, List<UnmetConstraint> unmet) {
        if (value == null || value instanceof JsonValue) {
            return;
        }
        if (value instanceof Collection<?> elements) {
            int index = 0;
            for (Object element : elements) {
                collect(element, place.then(index++), unmet);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, content) -> collect(content, place.then(String.valueOf(key)), unmet));
        } else if (beans.computeIfAbsent(value.getClass(), type -> validator.getConstraintsForClass(type).isBeanConstrained())) {
            validator.validate(value).forEach(violation -> unmet.add(UnmetConstraint.of(place, violation)));
        }
    }
}
