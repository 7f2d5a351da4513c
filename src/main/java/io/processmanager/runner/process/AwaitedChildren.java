package io.processmanager.runner.process;

import io.processmanager.execution.attempt.StepOutcome.Returned;
import io.processmanager.runner.children.ChildOutcome;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a process goes on that has started children: it waits, or the step that has started them is done. */
final class AwaitedChildren {

    /** The end of the children is what it waits for; nothing becomes due in a hundred years. */
    private static final Duration FOREVER = Duration.ofDays(36_525);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /**
     * What follows.
     *
     * @param returned the output of the step; empty if it is not done
     */
    record Following(Advance advance, Optional<Returned> returned) {

        static Following of(Advance advance) {
            return new Following(advance, Optional.empty());
        }
    }

    private AwaitedChildren() {
    }

    /** The step has started its children: no thread waits for them, and no running time is used up. */
    static Advance awaits(Claim claim, Position at, String step, List<LogLine> lines) {
        return new Advance(claim, at.index(), ProcessState.WAITING, at.index(), Optional.of(step), at.attempt(), 0, Optional.empty(), FOREVER, Optional.empty(), lines);
    }

    /**
     * @param draining whether the process is handed back after the step
     * @return what follows; empty if the step is to be executed
     */
    static Optional<Following> following(Claim claim, Position at, RunnerServices services, NextTransition decide, boolean draining) {
        if (claim.family().children() == 0 || at.index() != claim.stepIndex() || at.compensated().isPresent()) {
            return Optional.empty();
        }
        try {
            return services.childOutcomes().of(claim.pid(), at.index()).map(outcome -> following(outcome, claim, at, services, decide, draining));
        } catch (SQLException away) {
            return Optional.of(Following.of(decide.handedBack(at, at.attempt(), PAUSE_AFTER_FAILURE, List.of())));
        }
    }

    private static Following following(ChildOutcome outcome, Claim claim, Position at, RunnerServices services, NextTransition decide, boolean draining) {
        if (outcome instanceof ChildOutcome.Ended ended) {
            Returned returned = ended.returned();
            CompletedStep step = new CompletedStep(at.index(), at.run(), at.attempt(), outcome.group().beganAt(), services.clock().millis(), null, returned.json(), returned.bytes());
            boolean interrupts = services.isInterrupting(decide.spec(at));
            return new Following(decide.completed(at, step, interrupts, draining, List.of()), Optional.of(returned));
        }
        if (outcome instanceof ChildOutcome.Failed failed) {
            ProcessError error = ProcessError.of(decide.name(at), at.attempt(), failed.type(), failed.message());
            return Following.of(decide.failed(at, outcome.group().beganAt(), error));
        }
        return Following.of(awaits(claim, at, decide.name(at), List.of()));
    }
}
