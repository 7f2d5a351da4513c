package io.processmanager.execution;

import io.processmanager.ExecutionFailedException;
import io.processmanager.ManagedProcess;
import io.processmanager.StepExecutor;
import io.processmanager.StepSpec;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.execution.attempt.KeptState;
import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.execution.attempt.StepReports;
import io.processmanager.execution.attempt.TransactionalCheckpoint;
import io.processmanager.retry.RetryAdvice;
import io.processmanager.retry.RetryPolicies;
import io.processmanager.view.ProcessError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
    private final RetryPolicies policies;

    @Inject
    SynchronousStepExecutor(SpecificationCheck check, StepRunner runner, RetryPolicies policies) {
        this.check = check;
        this.runner = runner;
        this.policies = policies;
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
                data = execute(step.getKey(), step.getValue(), process, data, deadline);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new ExecutionFailedException(ThrownError.of(step.getKey(), 1, interrupted));
            }
        }
        return data;
    }

    private JsonValue execute(String name, StepSpec spec, ManagedProcess process, JsonValue input, long deadline) throws InterruptedException {
        for (int number = 1;; number++) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Duration limit = spec.timeout() == null || spec.timeout().compareTo(left) > 0 ? left : spec.timeout();
            StepOutcome outcome = runner.executeElsewhere(new StepAttempt(Optional.empty(), name, number, spec, process.arguments(), input, 0, limit, StepReports.NONE,
                    TransactionalCheckpoint.NONE, KeptState.NONE));
            if (outcome instanceof StepOutcome.Returned returned) {
                return returned.output();
            }
            ProcessError error = outcome instanceof StepOutcome.Threw threw ? threw.error()
                    : outcome instanceof StepOutcome.Undecided undecided ? ThrownError.of(name, number, undecided.reason())
                    : ProcessError.of(name, number, TimeoutException.class, "The time was up: the step had " + limit.toMillis() + " ms");
            RetryAdvice advice = outcome instanceof StepOutcome.Threw threw ? threw.advice() : RetryAdvice.NONE;
            Optional<Duration> pause = policies.pause(spec.retry(), process.retry(), number - 1, advice)
                    .filter(next -> System.nanoTime() + next.toNanos() - deadline < 0);
            Thread.sleep(pause.orElseThrow(() -> new ExecutionFailedException(error)).toMillis());
        }
    }
}
