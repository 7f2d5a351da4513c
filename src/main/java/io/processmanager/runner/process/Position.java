package io.processmanager.runner.process;

import io.processmanager.StepSpec;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.store.entity.Claim;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * The position of a running process.
 *
 * @param index of the current or next step, from 0; number of steps at the end
 * @param attempt from 1
 * @param input of the step
 * @param proceeded whether the input came from {@code proceed} or the start
 * @param outputBytes total output size of earlier steps
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
