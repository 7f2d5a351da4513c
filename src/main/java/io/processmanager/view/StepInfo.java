package io.processmanager.view;

import io.processmanager.ProcessManager;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Optional;

/**
 * A step of a process as it stood at one moment.
 *
 * @param name the name in the process
 * @param type the type name, or the class name of a step that was given by class
 * @param state its state
 * @param attempt the attempt under way, or the last one; {@link Attempt#NONE} before the first
 * @param output what it returned, once it has
 */
public record StepInfo(String name, String type, StepState state, Attempt attempt, Output output) {

    /**
     * @param name the name in the process
     * @param type the type name, or the class name
     * @return a step that has not begun
     */
    public static StepInfo pending(String name, String type) {
        return new StepInfo(name, type, StepState.PENDING, Attempt.NONE, Output.NONE);
    }

    /**
     * An attempt of the step.
     *
     * @param number which one, from 1; 0 before the first
     * @param percent how far it is, 0 to 100
     * @param message what it last said it was doing; empty if it has said nothing
     * @param started when it began; empty before
     * @param finished when it ended; empty before
     */
    public record Attempt(int number, int percent, Optional<String> message, Optional<Instant> started,
            Optional<Instant> finished) {

        /** Of a step that has not begun. */
        public static final Attempt NONE = new Attempt(0, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What a step has returned, or a process.
     *
     * @param value the output; empty if there is none, or it is {@linkplain #isOmitted omitted}
     * @param bytes how many bytes of JSON in UTF-8 it has, omitted or not; empty if there is none
     */
    public record Output(Optional<JsonValue> value, Optional<Long> bytes) {

        /** There is none, or nobody has asked for it. */
        public static final Output NONE = new Output(Optional.empty(), Optional.empty());

        /**
         * @return whether there is an output that was left out, as it is large or nobody wanted it;
         *         {@link ProcessManager#getOutput} and {@link ProcessManager#getStepOutput} read it
         */
        public boolean isOmitted() {
            return bytes.isPresent() && value.isEmpty();
        }
    }
}
