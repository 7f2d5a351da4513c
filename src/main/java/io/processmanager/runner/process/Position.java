package io.processmanager.runner.process;

import io.processmanager.StepSpec;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.Claim.History;
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
record Position(int index, int attempt, JsonValue input, boolean proceeded, long outputBytes, History history) {

    static Position of(Claim claim) {
        return new Position(claim.stepIndex(), claim.attempt(), claim.input(), claim.proceeded(), claim.outputBytes(), claim.history());
    }

    Position after(StepOutcome.Returned returned) {
        History later = new History(history.otherRuns(), history.attemptBase(), 0);
        return new Position(index + 1, firstAttempt(), returned.output(), false, outputBytes + returned.bytes(), later);
    }

    /** @return the number of the run that executes the step: each step before has one successful run */
    int run() {
        return index + history.otherRuns() + 1;
    }

    /** @return the number of the first attempt of a step after this one */
    int firstAttempt() {
        return history.attemptBase() + 1;
    }

    boolean isEnd(List<StepSpec> steps) {
        return index == steps.size();
    }
}
