package io.processmanager.execution;

import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.isolation.StepThreads;
import io.processmanager.view.ProcessError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Records what a step has thrown. An exception's methods are step code, so they get another thread and at most 5 s. */
@ApplicationScoped
public class ThrownFailures {

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final StepThreads threads;

    @Inject
    ThrownFailures(StepThreads threads) {
        this.threads = threads;
    }

    /** For the container proxy only. */
    ThrownFailures() {
        this(null);
    }

    /**
     * Throws only for lack of memory.
     *
     * @return the record; without the exception's message if not readable in time
     */
    ProcessError read(StepAttempt attempt, Throwable failure) {
        FutureTask<ProcessError> reading = new FutureTask<>(() -> ThrownError.of(attempt.stepName(), attempt.number(), failure, StepStack::cut));
        try {
            threads.execute(reading);
            // An interrupt may be left from the step, or thrown as an exception.
            Thread.interrupted();
            return reading.get(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            return unread(attempt, failure, "its methods did not return within " + LONGEST_LOOK.toSeconds() + " s");
        } catch (InterruptedException stopped) {
            return unread(attempt, failure, "the attempt was stopped meanwhile");
        } catch (ExecutionException | RuntimeException | Error unreadable) {
            return unread(attempt, failure, "it was not possible to look at it (" + unreadable.getClass().getName() + ")");
        } finally {
            reading.cancel(true);
        }
    }

    private static ProcessError unread(StepAttempt attempt, Throwable failure, String reason) {
        return ProcessError.of(attempt.stepName(), attempt.number(), failure.getClass(),
                "The step has thrown an exception of this class. What it says of itself is missing, because " + reason);
    }
}
