package io.processmanager.execution.attempt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An attempt that is under way and ends when it is stopped, for tests of those who stop it. Its clock goes on when it is told to. */
public final class StoppedExecution {

    private final List<Runnable> alarms = new ArrayList<>();
    private final List<Duration> graces = new ArrayList<>();
    private Optional<StepOutcome> outcome = Optional.empty();

    private final StepTimer timer = new StepTimer() {
        @Override
        <T> void completeAfter(CompletableFuture<T> future, T value, long nanos) {
            graces.add(Duration.ofNanos(nanos));
            alarms.add(() -> future.complete(value));
        }
    };
    private final StepExecution execution = new StepExecution(Duration.ofHours(1), Duration.ZERO, timer, running -> {
        throw new AssertionError("is not executed in this test");
    }, told -> outcome = Optional.of(told));

    public StepExecution execution() {
        return execution;
    }

    /** What it has been told to be; empty while it may go on. */
    public Optional<StepOutcome> outcome() {
        return outcome;
    }

    /** How long it was given to end by itself, each time that somebody said so. */
    public List<Duration> graces() {
        return graces;
    }

    public void letTimePass() {
        List.copyOf(alarms).forEach(Runnable::run);
    }
}
