package io.processmanager.view;

import io.processmanager.ProcessManager;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot of a step.
 *
 * @param name its name in the process
 * @param type its type name, or class name if given by class
 * @param state its state
 * @param attempt the current or last attempt; {@link Attempt#NONE} before the first
 * @param output its output, once it has returned
 */
public record StepInfo(String name, String type, StepState state, Attempt attempt, Output output) {

    /**
     * @param name its name in the process
     * @param type its type name or class name
     * @return a step that has not begun
     */
    public static StepInfo pending(String name, String type) {
        return new StepInfo(name, type, StepState.PENDING, Attempt.NONE, Output.NONE);
    }

    /**
     * @param number from 1; 0 before the first
     * @param percent its progress, 0 to 100
     * @param message its last progress message; empty if none
     * @param started when it began; empty before
     * @param finished when it ended; empty before
     */
    public record Attempt(int number, int percent, Optional<String> message, Optional<Instant> started,
            Optional<Instant> finished) {

        public static final Attempt NONE = new Attempt(0, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The output of a step or process.
     *
     * @param value the output; empty if there is none or it is {@linkplain #isOmitted omitted}
     * @param bytes its size as JSON in UTF-8, even if omitted; empty if there is none
     */
    public record Output(Optional<JsonValue> value, Optional<Long> bytes) {

        /** None, or not requested. */
        public static final Output NONE = new Output(Optional.empty(), Optional.empty());

        /**
         * @return whether an output was left out; read it with {@link ProcessManager#getOutput} or
         *         {@link ProcessManager#getStepOutput}
         */
        public boolean isOmitted() {
            return bytes.isPresent() && value.isEmpty();
        }
    }
}
