package io.processmanager.execution;

import io.processmanager.ExecutionFailedException;
import io.processmanager.ManagedProcess;
import io.processmanager.StepExecutor;
import io.processmanager.StepSpec;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.execution.attempt.StepReports;
import io.processmanager.execution.attempt.TransactionalCheckpoint;
import io.processmanager.view.ProcessError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Executes the steps of a process while the caller waits. */
@ApplicationScoped
public class SynchronousStepExecutor implements StepExecutor {

    private final SpecificationCheck check;
    private final StepRunner runner;
    private final RetryDelay retryDelay;

    @Inject
    SynchronousStepExecutor(SpecificationCheck check, StepRunner runner, RetryDelay retryDelay) {
        this.check = check;
        this.runner = runner;
        this.retryDelay = retryDelay;
    }

    /** For the container proxy only. */
    SynchronousStepExecutor() {
        this(null, null, null);
    }

    @Override
    public JsonValue execute(ManagedProcess given) {
        ManagedProcess process = check.checkSynchronous(given);
        long deadline = System.nanoTime() + process.timeout().toNanos();
        JsonValue data = process.data();
        for (Map.Entry<String, StepSpec> step : process.steps().entrySet()) {
            try {
                data = execute(step.getKey(), step.getValue(), data, process.arguments(), deadline);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new ExecutionFailedException(ThrownError.of(step.getKey(), 1, interrupted));
            }
        }
        return data;
    }

    private JsonValue execute(String name, StepSpec spec, JsonValue input, JsonObject arguments, long deadline) throws InterruptedException {
        for (int number = 1;; number++) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Duration limit = spec.timeout() == null || spec.timeout().compareTo(left) > 0 ? left : spec.timeout();
            StepOutcome outcome = runner.executeElsewhere(new StepAttempt(Optional.empty(), name, number, spec, arguments, input, 0, limit, StepReports.NONE,
                    TransactionalCheckpoint.NONE));
            if (outcome instanceof StepOutcome.Returned returned) {
                return returned.output();
            }
            ProcessError error = outcome instanceof StepOutcome.Threw threw ? threw.error()
                    : outcome instanceof StepOutcome.Undecided undecided ? ThrownError.of(name, number, undecided.reason())
                    : ProcessError.of(name, number, TimeoutException.class, "The time was up: the step had " + limit.toMillis() + " ms");
            long pause = retryDelay.after(number).toNanos();
            if (number > spec.retry().maxRetries() || System.nanoTime() + pause - deadline >= 0) {
                throw new ExecutionFailedException(error);
            }
            Thread.sleep(Duration.ofNanos(pause).toMillis());
        }
    }
}
