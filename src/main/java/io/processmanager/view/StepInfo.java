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
 * @param attempt which attempt it is or was, from 1; 0 before the first
 * @param percent how far it is, 0 to 100
 * @param message what it last said it was doing
 * @param startedAt when its last attempt began
 * @param finishedAt when it ended
 * @param output what it returned, once it has; empty before, or if it is {@linkplain #outputOmitted omitted}
 * @param outputBytes how many bytes of JSON that has, omitted or not; empty before
 */
public record StepInfo(String name, String type, StepState state, int attempt, int percent, Optional<String> message,
        Optional<Instant> startedAt, Optional<Instant> finishedAt, Optional<JsonValue> output, Optional<Long> outputBytes) {

    /** @return whether there is an output that was left out, as it is large or nobody wanted it; {@link ProcessManager#getStepOutput} reads it */
    public boolean outputOmitted() {
        return outputBytes.isPresent() && output.isEmpty();
    }
}
