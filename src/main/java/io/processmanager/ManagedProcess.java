package io.processmanager;

import io.processmanager.json.JsonMapping;
import io.processmanager.queue.Queuing;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An ordered map of named steps with their initial data, validated as a whole by {@link ProcessManager#start}.
 *
 * <pre>{@code
 * ManagedProcess.named("nightly import")
 *         .step("fetch", StepSpec.ofType("http-request", Map.of("method", "GET", "url", url)))
 *         .step("store", StepSpec.of(StoreRows.class, "rows").withRetry(Retry.times(5)))
 *         .data(Map.of("batch", 7))
 *         .timeout(Duration.ofMinutes(5))
 *         .build();
 * }</pre>
 */
public final class ManagedProcess {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private final Optional<String> givenName;
    private final Map<String, StepSpec> steps;
    private final JsonObject data;
    private final Duration timeout;
    private final Retry retry;
    private final JsonObject arguments;
    private final Queuing queuing;

    private ManagedProcess(Builder parts) {
        givenName = parts.name;
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(parts.steps));
        data = parts.data;
        timeout = Objects.requireNonNull(parts.timeout, "timeout");
        retry = Objects.requireNonNull(parts.retry, "retry");
        arguments = parts.arguments;
        queuing = Objects.requireNonNull(parts.queuing, "queuing");
    }

    /**
     * @param name a display name, 1 to 200 characters
     * @return a builder without steps, with empty data and the default timeout
     */
    public static Builder named(String name) {
        return new Builder(Optional.of(Objects.requireNonNull(name, "name")));
    }

    /** @return the same, for a process named after its first step */
    public static Builder unnamed() {
        return new Builder(Optional.empty());
    }

    /** @return the given name, else that of the first step; empty without either */
    public String name() {
        return givenName.or(() -> steps.keySet().stream().findFirst()).orElse("");
    }

    /** @return the given name; empty if the process is named after its first step */
    public Optional<String> givenName() {
        return givenName;
    }

    /** @return the steps by name, in execution order; unmodifiable */
    public Map<String, StepSpec> steps() {
        return steps;
    }

    /** @return the input of the first step */
    public JsonObject data() {
        return data;
    }

    /** @return the running time allowed, without time queued or waiting for {@code proceed} */
    public Duration timeout() {
        return timeout;
    }

    /** @return the retry policy of those steps that have none of their own, or none of some part */
    public Retry retry() {
        return retry;
    }

    /** @return arguments for every step, see {@link StepContext} */
    public JsonObject arguments() {
        return arguments;
    }

    /** @return how it waits for its turn */
    public Queuing queuing() {
        return queuing;
    }

    /** @return a builder with a copy of everything but the steps */
    public Builder withoutSteps() {
        Builder builder = new Builder(givenName);
        builder.data = data;
        builder.timeout = timeout;
        builder.retry = retry;
        builder.arguments = arguments;
        builder.queuing = queuing;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ManagedProcess process && parts().equals(process.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return "ManagedProcess" + parts();
    }

    private List<Object> parts() {
        return Arrays.asList(givenName, steps, data, timeout, retry, arguments, queuing);
    }

    public static final class Builder {
        private final Optional<String> name;
        private final Map<String, StepSpec> steps = new LinkedHashMap<>();
        private JsonObject data = JsonValue.EMPTY_JSON_OBJECT;
        private Duration timeout = DEFAULT_TIMEOUT;
        private Retry retry = Retry.INHERITED;
        private JsonObject arguments = JsonValue.EMPTY_JSON_OBJECT;
        private Queuing queuing = Queuing.DEFAULT;

        private Builder(Optional<String> name) {
            this.name = name;
        }

        /**
         * Appends a step.
         *
         * @param stepName 1 to 100 letters, digits, {@code -}, {@code _} and {@code .}
         * @param step the specification
         * @return this
         * @throws IllegalArgumentException if the name is already used
         */
        public Builder step(String stepName, StepSpec step) {
            if (steps.putIfAbsent(stepName, Objects.requireNonNull(step, "step")) != null) {
                throw new IllegalArgumentException("There are two steps named '" + stepName + "'; give each a name of its own");
            }
            return this;
        }

        /**
         * @param value the input of the first step: anything that JSON-B writes as an object
         * @return this
         */
        public Builder data(Object value) {
            data = object("data", value);
            return this;
        }

        /**
         * @param limit the running time allowed, 1 second to 7 days
         * @return this
         */
        public Builder timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        /**
         * @param policy what holds for steps as far as they have no policy of their own
         * @return this
         */
        public Builder retry(Retry policy) {
            retry = policy;
            return this;
        }

        /**
         * @param value arguments for every step: anything that JSON-B writes as an object
         * @return this
         */
        public Builder arguments(Object value) {
            arguments = object("arguments", value);
            return this;
        }

        /**
         * @param turn how it waits for its turn: its queue, priority, due time, keys and tags
         * @return this
         */
        public Builder queuing(Queuing turn) {
            queuing = turn;
            return this;
        }

        /** @return the process, not yet validated */
        public ManagedProcess build() {
            return new ManagedProcess(this);
        }

        private static JsonObject object(String field, Object value) {
            if (JsonMapping.toJson(value) instanceof JsonObject object) {
                return object;
            }
            throw new IllegalArgumentException(field + " must be something that JSON-B writes as an object");
        }
    }
}
