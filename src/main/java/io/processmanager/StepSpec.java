package io.processmanager;

import io.processmanager.isolation.Resources;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Immutable specification of a step: type name or class, constructor arguments, services and limits. */
public final class StepSpec {

    private final String type;
    private final String className;
    private final List<JsonValue> args;
    private final List<String> services;
    private final Duration timeout;
    private final Retry retry;
    private final StepSpec compensation;
    private final Resources resources;

    private StepSpec(String type, String className, List<JsonValue> args, List<String> services, Duration timeout,
            Retry retry, StepSpec compensation, Resources resources) {
        this.type = type;
        this.className = className;
        this.args = List.copyOf(args);
        this.services = List.copyOf(services);
        this.timeout = timeout;
        this.retry = Objects.requireNonNull(retry, "retry");
        this.compensation = compensation;
        this.resources = Objects.requireNonNull(resources, "resources");
    }

    /**
     * @param type the name declared by {@link StepType}
     * @param args constructor arguments that JSON-B can write
     * @return a specification without services, timeout and retries
     */
    public static StepSpec ofType(String type, Object... args) {
        return new StepSpec(Objects.requireNonNull(type, "type"), null, json(args), List.of(), null, Retry.INHERITED, null, Resources.DEFAULT);
    }

    /**
     * @param step the class; its {@link StepType}, if declared, is stored instead of the class name
     * @param args constructor arguments that JSON-B can write
     * @return a specification without services, timeout and retries
     */
    public static StepSpec of(Class<? extends ProcessStep<?, ?>> step, Object... args) {
        return Optional.ofNullable(step.getAnnotation(StepType.class))
                .map(declared -> ofType(declared.value(), args))
                .orElseGet(() -> ofClass(step.getName(), args));
    }

    /**
     * For a class that the caller cannot or must not load.
     *
     * @param className the binary name of a {@link ProcessStep} class
     * @param args constructor arguments that JSON-B can write
     * @return a specification without services, timeout and retries
     */
    public static StepSpec ofClass(String className, Object... args) {
        Objects.requireNonNull(className, "className");
        return new StepSpec(null, className, json(args), List.of(), null, Retry.INHERITED, null, Resources.DEFAULT);
    }

    /**
     * @param values the first constructor arguments, in order
     * @return a copy with these arguments
     */
    public StepSpec withArgs(List<? extends JsonValue> values) {
        return new StepSpec(type, className, List.copyOf(values), services, timeout, retry, compensation, resources);
    }

    /**
     * @param beans type names or bean names for the next constructor parameters
     * @return a copy with these services added
     */
    public StepSpec withServices(String... beans) {
        List<String> all = Stream.concat(services.stream(), Arrays.stream(beans)).toList();
        return new StepSpec(type, className, args, all, timeout, retry, compensation, resources);
    }

    /**
     * @param limit the running time of one attempt, 1 ms to 7 days; null for that of the process only
     * @return a copy with this limit
     */
    public StepSpec withTimeout(Duration limit) {
        return new StepSpec(type, className, args, services, limit, retry, compensation, resources);
    }

    /**
     * @param policy the retry policy
     * @return a copy with this policy
     */
    public StepSpec withRetry(Retry policy) {
        return new StepSpec(type, className, args, services, timeout, policy, compensation, resources);
    }

    /**
     * @param retries the number of retries, 0 to 1,000
     * @return a copy with {@link Retry#times} as its policy
     */
    public StepSpec withMaxRetries(int retries) {
        return withRetry(retry.withMaxRetries(retries));
    }

    /**
     * Names what undoes this step if the process fails, times out or is cancelled with compensation after the step has
     * completed. The compensations of all completed steps are executed in reverse order, each with the output of its
     * step as its input, with its own retries and timeout, and surviving crashes like a step. One that fails for good
     * is recorded, and the others go on.
     *
     * @param step a step that does not interrupt and has no compensation itself; null for none
     * @return a copy with this compensation
     */
    public StepSpec withCompensation(StepSpec step) {
        return new StepSpec(type, className, args, services, timeout, retry, step, resources);
    }

    /**
     * @param given what the step is executed with
     * @return a copy with these resources
     */
    public StepSpec withResources(Resources given) {
        return new StepSpec(type, className, args, services, timeout, retry, compensation, given);
    }

    /** @return what the step is executed with */
    public Resources resources() {
        return resources;
    }

    /** @return the name declared by {@link StepType}; null if there is a {@link #className} */
    public String type() {
        return type;
    }

    /** @return the binary class name; null if there is a {@link #type} */
    public String className() {
        return className;
    }

    /** @return the type name, or else the class name */
    public String typeOrClass() {
        return type != null ? type : className;
    }

    /** @return the first constructor arguments, in order; unmodifiable */
    public List<JsonValue> args() {
        return args;
    }

    /** @return type names or bean names for the next parameters; unmodifiable */
    public List<String> services() {
        return services;
    }

    /** @return the running time of one attempt; null for that of the process only */
    public Duration timeout() {
        return timeout;
    }

    /** @return the retry policy */
    public Retry retry() {
        return retry;
    }

    /** @return what undoes this step; empty if nothing does */
    public Optional<StepSpec> compensation() {
        return Optional.ofNullable(compensation);
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
        return Arrays.asList(type, className, args, services, timeout, retry, compensation, resources);
    }

    private static List<JsonValue> json(Object[] args) {
        List<JsonValue> values = new ArrayList<>();
        for (Object arg : args) {
            values.add(JsonMapping.toJson(arg));
        }
        return values;
    }
}
