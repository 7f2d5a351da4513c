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
 * How a step is made: the step's stable type name or its class, the arguments and the services for its constructor, and
 * its limits. It cannot be changed; each {@code with…} method returns a copy.
 */
public final class StepSpec {

    private final String type;
    private final String className;
    private final List<JsonValue> args;
    private final List<String> services;
    private final Duration timeout;
    private final Retry retry;

    private StepSpec(String type, String className, List<JsonValue> args, List<String> services, Duration timeout,
            Retry retry) {
        this.type = type;
        this.className = className;
        this.args = List.copyOf(args);
        this.services = List.copyOf(services);
        this.timeout = timeout;
        this.retry = Objects.requireNonNull(retry, "retry");
    }

    /**
     * @param type the name that a step class declares by {@link StepType}
     * @param args values for the constructor; anything that JSON-B can write
     * @return the specification, without services, step timeout and retries
     */
    public static StepSpec ofType(String type, Object... args) {
        return new StepSpec(Objects.requireNonNull(type, "type"), null, json(args), List.of(), null, Retry.NONE);
    }

    /**
     * @param step the class; if it declares a {@link StepType}, that name is stored instead of the class name
     * @param args values for the constructor; anything that JSON-B can write
     * @return the specification, without services, step timeout and retries
     */
    public static StepSpec of(Class<? extends ProcessStep<?, ?>> step, Object... args) {
        return Optional.ofNullable(step.getAnnotation(StepType.class))
                .map(declared -> ofType(declared.value(), args))
                .orElseGet(() -> ofClass(step.getName(), args));
    }

    /**
     * For a class that the caller cannot or must not load.
     *
     * @param className the binary name of a class that implements {@link ProcessStep}
     * @param args values for the constructor; anything that JSON-B can write
     * @return the specification, without services, step timeout and retries
     */
    public static StepSpec ofClass(String className, Object... args) {
        Objects.requireNonNull(className, "className");
        return new StepSpec(null, className, json(args), List.of(), null, Retry.NONE);
    }

    /**
     * @param values JSON for the first parameters of the constructor, in order
     * @return a copy with these arguments instead of those that it has
     */
    public StepSpec withArgs(List<? extends JsonValue> values) {
        return new StepSpec(type, className, List.copyOf(values), services, timeout, retry);
    }

    /**
     * @param beans further beans for the constructor, each by the name of its type or its bean name
     * @return a copy with these services added
     */
    public StepSpec withServices(String... beans) {
        List<String> all = Stream.concat(services.stream(), Arrays.stream(beans)).toList();
        return new StepSpec(type, className, args, all, timeout, retry);
    }

    /**
     * @param limit the running time of one attempt, 1 ms to 7 days; null for no limit but that of the process
     * @return a copy with this limit
     */
    public StepSpec withTimeout(Duration limit) {
        return new StepSpec(type, className, args, services, limit, retry);
    }

    /**
     * @param policy what happens after a failed attempt
     * @return a copy with this policy
     */
    public StepSpec withRetry(Retry policy) {
        return new StepSpec(type, className, args, services, timeout, policy);
    }

    /**
     * The short form of {@link #withRetry} for {@link Retry#times}.
     *
     * @param retries how many further attempts a failure is given, 0 to 1,000
     * @return a copy with this number
     */
    public StepSpec withMaxRetries(int retries) {
        return withRetry(Retry.times(retries));
    }

    /** @return the name that the class declares by {@link StepType}; null if there is a {@link #className} */
    public String type() {
        return type;
    }

    /** @return the binary name of the class; null if there is a {@link #type} */
    public String className() {
        return className;
    }

    /** @return the type name, or the class name where there is none */
    public String typeOrClass() {
        return type != null ? type : className;
    }

    /** @return JSON values for the first parameters of the constructor, in order; cannot be changed */
    public List<JsonValue> args() {
        return args;
    }

    /**
     * @return container beans for the parameters after those, each the name of the bean's type or the name of the bean;
     *         cannot be changed
     */
    public List<String> services() {
        return services;
    }

    /** @return the running time of one attempt; null if there is no limit but that of the process */
    public Duration timeout() {
        return timeout;
    }

    /** @return what happens after a failed attempt */
    public Retry retry() {
        return retry;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StepSpec spec && parts().equals(spec.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return "StepSpec" + parts();
    }

    private List<Object> parts() {
        return Arrays.asList(type, className, args, services, timeout, retry);
    }

    private static List<JsonValue> json(Object[] args) {
        List<JsonValue> values = new ArrayList<>();
        for (Object arg : args) {
            values.add(JsonMapping.toJson(arg));
        }
        return values;
    }
}
