package io.processmanager.runner.process;

import io.processmanager.StepSpec;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.store.entity.Claim;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * Where a running process stands.
 *
 * @param index the step that runs or is next, from 0; the number of steps when all have ended
 * @param attempt its attempt, from 1
 * @param input its input
 * @param proceeded whether the input was given by {@code proceed}, or at the beginning
 * @param outputBytes how many bytes the outputs of the steps before have together
 */
record Position(int index, int attempt, JsonValue input, boolean proceeded, long outputBytes) {

    static Position of(Claim claim) {
        return new Position(claim.stepIndex(), claim.attempt(), claim.input(), claim.proceeded(), claim.outputBytes());
    }

    Position after(StepOutcome.Returned returned) {
        return new Position(index + 1, 1, returned.output(), false, outputBytes + returned.bytes());
    }

    boolean isEnd(List<StepSpec> steps) {
        return index == steps.size();
    }
}
