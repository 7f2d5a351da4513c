package io.processmanager.runner.report;

import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.text.FailureText;
import io.processmanager.view.ProcessState;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** The runner's messages to administrators, in their own log category. */
public final class RunnerLog {

    public static final String CATEGORY = "io.processmanager.runner";

    private static final System.Logger LOG = System.getLogger(CATEGORY);

    private RunnerLog() {
    }

    public static void stepStarted(StepAttempt attempt) {
        LOG.log(Level.INFO, "Process {0}: step {1} started, attempt {2,number,#}", attempt.pid().orElse("-"), attempt.stepName(), attempt.number());
    }

    public static void stepEnded(StepAttempt attempt, long millis, Optional<Advance> next) {
        LOG.log(Level.INFO, "Process {0}: step {1} ended after {2,number,#} ms, attempt {3,number,#}; {4}{5}", attempt.pid().orElse("-"),
                attempt.stepName(), millis, attempt.number(),
                next.map(RunnerLog::becomes).orElse("the claim is lost"),
                next.flatMap(Advance::error).map(error -> ": " + error.type() + ": " + error.message()).orElse(""));
    }

    public static void undecided(StepAttempt attempt, Exception reason) {
        LOG.log(Level.WARNING, "Process {0}: the database went away while transactional step {1} was being committed, so whether it was is not known; the"
                + " process continues after the step if it was, and executes the step again if not: {2}", attempt.pid().orElse("-"), attempt.stepName(), FailureText.message(reason));
    }

    private static String becomes(Advance advance) {
        return advance.state() == ProcessState.RUNNING ? "the process goes on" : "the process becomes " + advance.state().jsonName();
    }

    public static void staleWrite(String pid, String step) {
        LOG.log(Level.WARNING, "Process {0}: the result of step {1} was dropped, because this runner no longer holds the claim; another runner continues"
                + " the process from its last checkpoint", pid, step);
    }

    public static void info(String message) {
        LOG.log(Level.INFO, message);
    }

    public static void warning(String message) {
        LOG.log(Level.WARNING, message);
    }

    public static void error(String message, Throwable cause) {
        LOG.log(Level.ERROR, message, cause);
    }
}
