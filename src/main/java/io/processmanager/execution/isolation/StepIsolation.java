package io.processmanager.execution.isolation;

import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.execution.connections.LeftConnection;
import io.processmanager.execution.connections.OpenConnections;
import io.processmanager.threads.ThreadState;
import io.processmanager.view.LogLine;
import io.processmanager.retry.RetryAdvice;
import io.processmanager.view.ProcessError;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Cleans up after an attempt: ends its transactions, closes its connections and restores its thread. Leaving a
 * transaction open fails the attempt.
 */
@ApplicationScoped
public class StepIsolation {

    private static final System.Logger LOG = System.getLogger(StepIsolation.class.getName());

    @Inject
    ThreadTransactions transactions;

    private OpenConnections connections;

    @PostConstruct
    void findConnections() {
        transactions = transactions.withoutProxy().orElseThrow();
        connections = OpenConnections.ofServer(transactions::noticeCurrent);
    }

    /**
     * Executes an attempt on the calling thread.
     *
     * @param attempt the attempt
     * @param step executes it; must not throw
     * @return its outcome
     */
    public StepOutcome isolate(StepAttempt attempt, Supplier<StepOutcome> step) {
        connections.begin();
        transactions.beginAttempt();
        ThreadState before = new ThreadState();
        try {
            StepOutcome outcome = step.get();
            before.restoreThread();
            return withoutTransaction(attempt, outcome);
        } finally {
            before.restoreThread();
            try {
                closeConnections(attempt);
                connections.end();
            } finally {
                before.restoreVariables();
                transactions.endAttempt();
            }
        }
    }

    private StepOutcome withoutTransaction(StepAttempt attempt, StepOutcome outcome) {
        Optional<String> left = transactions.endLeft();
        if (left.isEmpty()) {
            return outcome;
        }
        tell(attempt, "has left " + left.get() + " behind, which was rolled back");
        if (!(outcome instanceof StepOutcome.Returned returned) || returned.isDurable()) {
            return outcome;
        }
        String message = "Step " + attempt.stepName() + " (attempt " + attempt.number() + ") has returned, but left " + left.get() + " behind. It was rolled back, and the"
                + " attempt counts as failed, as its work may not be done. Let the step end what it begins, whatever it throws, or make it a TransactionalProcessStep";
        return new StepOutcome.Threw(ProcessError.of(attempt.stepName(), attempt.number(), LeftTransactionException.class, message),
                RetryAdvice.of(LeftTransactionException.class));
    }

    /** Closes connections the attempt left open. */
    public void closeConnections(StepAttempt attempt) {
        connections.open().stream().filter(LeftConnection::close).collect(Collectors.groupingBy(LeftConnection::pool, Collectors.counting())).forEach((pool, count) ->
                tell(attempt, "has left " + count + (count == 1 ? " connection" : " connections") + " of the pool " + pool + " open, which "
                        + (count == 1 ? "was" : "were") + " closed. Let it close them itself (try-with-resources)"));
    }

    /** The process log is for the step's author, the server log for the administrator. */
    private static void tell(StepAttempt attempt, String what) {
        attempt.reports().line(LogLine.Stream.LOG, "Process Manager: the step " + what);
        LOG.log(System.Logger.Level.WARNING, "Attempt " + attempt.number() + " of step " + attempt.stepName() + " of process " + attempt.pid().orElse("-") + " " + what);
    }
}
