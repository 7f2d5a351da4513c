package io.processmanager.runner.process;

import io.processmanager.execution.attempt.KeptState;
import io.processmanager.store.entity.Claim;
import java.util.Optional;

/**
 * What the step of an attempt keeps, under its claim.
 *
 * @param stored what an earlier attempt has kept
 */
record KeptWork(Optional<String> stored, FencedWrites writer) implements KeptState {

    /** What was kept is of the step at which the claim begins, and of no compensation. */
    static KeptWork of(Claim claim, Position at, FencedWrites writer) {
        return new KeptWork(at.index() == claim.stepIndex() && at.compensated().isEmpty() ? claim.kept() : Optional.empty(), writer);
    }

    @Override
    public void store(String json) throws InterruptedException {
        writer.keep(json);
    }
}
