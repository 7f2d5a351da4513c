package io.processmanager;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What to execute: an ordered map of named steps and the data to begin with. It is checked as a whole when it is given to
 * {@link ProcessManager#start}.
 *
 * <pre>{@code
 * ManagedProcess.named("nightly import")
 *         .step("fetch", StepSpec.ofType("http-request", Map.of("method", "GET", "url", url)))
 *         .step("store", StepSpec.of(StoreRows.class, "rows").withMaxRetries(5))
 *         .data(Map.of("batch", 7))
 *         .timeout(Duration.ofMinutes(5))
 *         .build();
 * }</pre>
 *
 * @param name a name for people, 1 to 200 characters
 * @param steps the steps in the order of execution, 1 to 1,000
 * @param data the input of the first step
 * @param timeout the running time allowed to the whole; time spent in the queue or waiting for {@code proceed} does not count
 * @param arguments additional arguments that every step can read from its {@link StepContext}
 */
public record ManagedProcess(String name, Map<String, StepSpec> steps, JsonObject data, Duration timeout, JsonObject arguments) {

    /** The running time of a process that does not say otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    public ManagedProcess {
        Objects.requireNonNull(name, "name");
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(arguments, "arguments");
    }

    /**
     * @param name a name for people
     * @return a builder without steps, with empty data and the default timeout
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Collects the parts of a process. */
    public static final class Builder {
        private final String name;
        private final Map<String, StepSpec> steps = new LinkedHashMap<>();
        private JsonObject data = JsonValue.EMPTY_JSON_OBJECT;
        private Duration timeout = DEFAULT_TIMEOUT;
        private JsonObject arguments = JsonValue.EMPTY_JSON_OBJECT;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Adds a step after those already there.
         *
         * @param stepName 1 to 100 characters of letters, digits, {@code -}, {@code _} and {@code .}
         * @param step how the step is made
         * @return this
         * @throws IllegalArgumentException if there is a step of that name already
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
         * @param value additional arguments for every step: anything that JSON-B writes as an object
         * @return this
         */
        public Builder arguments(Object value) {
            arguments = object("arguments", value);
            return this;
        }

        /** @return the process; whether it is valid is checked when it is started */
        public ManagedProcess build() {
            return new ManagedProcess(name, steps, data, timeout, arguments);
        }

        private static JsonObject object(String field, Object value) {
            if (JsonMapping.toJson(value) instanceof JsonObject object) {
                return object;
            }
            throw new IllegalArgumentException(field + " must be something that JSON-B writes as an object");
        }
    }
}
