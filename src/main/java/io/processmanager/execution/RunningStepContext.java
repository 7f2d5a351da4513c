package io.processmanager.execution;

import io.processmanager.StepContext;
import io.processmanager.capture.CapturedOutput;
import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.attempt.StepExecution;
import io.processmanager.text.StorableText;
import io.processmanager.view.LogLine;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** A step's view of its attempt. */
final class RunningStepContext implements StepContext {

    private static final int LONGEST_MESSAGE = 500;

    private final StepAttempt attempt;
    private final JsonObject arguments;
    private final StepExecution execution;
    private final Instant deadline;
    private volatile CapturedOutput log;

    RunningStepContext(StepAttempt attempt, JsonObject arguments, StepExecution execution) {
        this.attempt = attempt;
        this.arguments = arguments;
        this.execution = execution;
        this.deadline = Instant.now().plus(attempt.limit());
    }

    void logTo(CapturedOutput output) {
        log = output;
    }

    @Override
    public Optional<String> pid() {
        return attempt.pid();
    }

    @Override
    public String stepName() {
        return attempt.stepName();
    }

    @Override
    public int attempt() {
        return attempt.number();
    }

    @Override
    public JsonObject arguments() {
        return arguments;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public void progress(int percent, String message) {
        if (!execution.isUnwanted()) {
            attempt.reports().progress(Math.max(0, Math.min(100, percent)), message == null ? null : StorableText.cut(message, LONGEST_MESSAGE));
        }
    }

    @Override
    public void log(String line) {
        log.line(LogLine.Stream.LOG, String.valueOf(line));
    }

    @Override
    public boolean isCancelled() {
        return execution.isUnwanted();
    }
}
