package io.processmanager.runner.process;

import io.processmanager.StepSpec;
import io.processmanager.compensation.Compensation;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.Claim.History;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

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
        History later = new History(history.otherRuns(), history.attemptBase(), 0, Optional.empty());
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
        return index == steps.size() && history.compensation().isEmpty();
    }

    /**
     * A process that was cancelled while it waited for {@code proceed} waits again when retried.
     *
     * @param isInterrupting of the step at an index
     * @return whether the step before has interrupted the process, which has not been continued
     */
    boolean isAfterInterruption(IntPredicate isInterrupting) {
        return index > 0 && !proceeded && compensated().isEmpty() && isInterrupting.test(index - 1);
    }

    /** @return the completed step to be compensated; empty if a step is to be executed, or if it is yet to be chosen */
    Optional<Integer> compensated() {
        return history.compensation().flatMap(Compensation::step);
    }

    /** @return whether the first step to be compensated is yet to be chosen */
    boolean isToBeCompensated() {
        return history.compensation().isPresent() && compensated().isEmpty();
    }

    /** @return the step that is executed or compensated, from 0; the last one at the end */
    int step(int steps) {
        return compensated().orElse(Math.min(index, steps - 1));
    }
}
