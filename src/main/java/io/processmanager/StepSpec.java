package io.processmanager;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a step is made: the step's stable type name or its class, the arguments and the services for its constructor, and its limits.
 *
 * @param type the name that the class declares by {@link StepType}, or null if {@code className} is given
 * @param className the name of the class, or null if {@code type} is given
 * @param args JSON values for the first parameters of the constructor, in order
 * @param services container beans for the parameters after those: each the name of the bean's type, or the name of the bean
 * @param timeout the running time of one attempt, or null for no limit but that of the process
 * @param maxRetries how many times a failed attempt is followed by another one, 0 to 1,000
 */
public record StepSpec(String type, String className, List<JsonValue> args, List<String> services, Duration timeout, int maxRetries) {

    public StepSpec {
        args = List.copyOf(args);
        services = List.copyOf(services);
    }

    /**
     * @param type the name that a step class declares by {@link StepType}
     * @param args values for the constructor; anything that JSON-B can write
     * @return the specification, without services, step timeout and retries
     */
    public static StepSpec ofType(String type, Object... args) {
        return new StepSpec(Objects.requireNonNull(type, "type"), null, json(args), List.of(), null, 0);
    }

    /**
     * @param step the class; if it declares a {@link StepType}, that name is stored instead of the class name
     * @param args values for the constructor; anything that JSON-B can write
     * @return the specification, without services, step timeout and retries
     */
    public static StepSpec of(Class<? extends ProcessStep<?, ?>> step, Object... args) {
        return Optional.ofNullable(step.getAnnotation(StepType.class))
                .map(declared -> ofType(declared.value(), args))
                .orElseGet(() -> new StepSpec(null, step.getName(), json(args), List.of(), null, 0));
    }

    /**
     * @param beans further beans for the constructor, each by the name of its type or its bean name
     * @return a copy with these services added
     */
    public StepSpec withServices(String... beans) {
        return new StepSpec(type, className, args, Stream.concat(services.stream(), Arrays.stream(beans)).toList(), timeout, maxRetries);
    }

    /**
     * @param limit the running time of one attempt, 1 ms to 7 days
     * @return a copy with this limit
     */
    public StepSpec withTimeout(Duration limit) {
        return new StepSpec(type, className, args, services, limit, maxRetries);
    }

    /**
     * @param retries how many further attempts a failure is given, 0 to 1,000
     * @return a copy with this number
     */
    public StepSpec withMaxRetries(int retries) {
        return new StepSpec(type, className, args, services, timeout, retries);
    }

    /** @return the type name, or the class name where there is none */
    public String typeOrClass() {
        return type != null ? type : className;
    }

    private static List<JsonValue> json(Object[] args) {
        List<JsonValue> values = new ArrayList<>();
        for (Object arg : args) {
            values.add(JsonMapping.toJson(arg));
        }
        return values;
    }
}
