package io.processmanager.execution;

import io.processmanager.ManagedProcess;
import io.processmanager.StepContext;
import io.processmanager.capture.CapturedOutput;
import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import io.processmanager.configuration.Setting;
import io.processmanager.execution.attempt.ChildrenToStart;
import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.attempt.StepExecution;
import io.processmanager.json.JsonMapping;
import io.processmanager.parallel.Delivery;
import io.processmanager.parallel.ParallelController;
import io.processmanager.parallel.Worker;
import io.processmanager.text.EncodedLength;
import io.processmanager.text.StorableText;
import io.processmanager.view.LogLine;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A step's view of its attempt. */
final class RunningStepContext implements StepContext {

    private static final int LONGEST_MESSAGE = 500;

    private final StepAttempt attempt;
    private final JsonObject arguments;
    private final StepExecution execution;
    private final Instant deadline;
    private final CapturedOutput output;
    private final StepTasks tasks;
    private final int mostBytes;
    private final AtomicReference<ChildrenToStart> children = new AtomicReference<>();
    private final AtomicBoolean corrected = new AtomicBoolean();

    RunningStepContext(StepAttempt attempt, JsonObject arguments, StepExecution execution, CapturedOutput output, StepTasks tasks, int mostBytes) {
        this.attempt = attempt;
        this.arguments = arguments;
        this.execution = execution;
        this.output = output;
        this.tasks = tasks;
        this.mostBytes = mostBytes;
        this.deadline = Instant.now().plus(attempt.limit());
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
            int fitting = Math.max(0, Math.min(100, percent));
            if (fitting != percent && corrected.compareAndSet(false, true)) {
                log("Process Manager: the step has reported " + percent + " percent of progress, which is stored as " + fitting + ". Let it report 0 to 100");
            }
            attempt.reports().progress(fitting, message == null ? null : StorableText.cut(message, LONGEST_MESSAGE));
        }
    }

    @Override
    public void log(String line) {
        output.line(LogLine.Stream.LOG, line);
    }

    @Override
    public ExecutorService executor() {
        return tasks.executor();
    }

    @Override
    public ParallelController parallel(Worker worker, int threads, Delivery delivery) {
        return tasks.parallel(worker, threads, delivery);
    }

    @Override
    public void keep(JsonValue state) throws InterruptedException {
        String json = state.toString();
        long bytes = EncodedLength.inUtf8(json);
        if (bytes > mostBytes) {
            throw new IllegalArgumentException("Step " + attempt.stepName() + " keeps " + bytes + " bytes of JSON, more than the " + mostBytes + " that " + Setting.MAX_OUTPUT.key()
                    + " allows; keep less, such as a position and references to where the rest is stored");
        }
        attempt.kept().store(json);
    }

    @Override
    public Optional<JsonValue> kept() {
        return attempt.kept().stored().map(JsonMapping::parse);
    }

    @Override
    public void startChildren(List<ManagedProcess> processes, ChildWait awaited, ChildFailure onFailure) {
        if (attempt.pid().isEmpty()) {
            throw new IllegalStateException("Step " + attempt.stepName() + " starts child processes, for which it needs a process itself; start one instead of executing the step");
        }
        if (!children.compareAndSet(null, new ChildrenToStart(processes, awaited, onFailure))) {
            throw new IllegalStateException("Step " + attempt.stepName() + " has called startChildren before in this attempt; give it all processes at once");
        }
    }

    /** @return what the step wants to be started with its checkpoint */
    Optional<ChildrenToStart> children() {
        return Optional.ofNullable(children.get());
    }

    @Override
    public boolean isCancelled() {
        return execution.isUnwanted();
    }
}
