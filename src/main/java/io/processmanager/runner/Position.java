package io.processmanager.runner;

import io.processmanager.StepSpec;
import io.processmanager.store.Claim;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * Where a running process stands.
 *
 * @param index the step that runs or is next, from 0; the number of steps when all have ended
 * @param attempt its attempt, from 1
 * @param input its input
 * @param proceeded whether the input was given by {@code proceed}, or at the beginning
 */
record Position(int index, int attempt, JsonValue input, boolean proceeded) {

    static Position of(Claim claim) {
        return new Position(claim.stepIndex(), claim.attempt(), claim.input(), claim.proceeded());
    }

    Position after(JsonValue output) {
        return new Position(index + 1, 1, output, false);
    }

    boolean isEnd(List<StepSpec> steps) {
        return index == steps.size();
    }
}
