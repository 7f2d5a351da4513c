package io.processmanager.execution;

import io.processmanager.capture.CapturedOutput;
import io.processmanager.capture.OutputCapture;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.definition.ConstructedStep;
import io.processmanager.definition.StepConstruction;
import io.processmanager.definition.shape.ForeignCode;
import io.processmanager.execution.attempt.ChildrenToStart;
import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.attempt.StepExecution;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.execution.attempt.StepTimer;
import io.processmanager.execution.isolation.StepIsolation;
import io.processmanager.execution.isolation.StepThreads;
import io.processmanager.execution.isolation.StepTransaction;
import io.processmanager.execution.remote.IsolatedSteps;
import io.processmanager.json.JsonMapping;
import io.processmanager.json.JsonTooLongException;
import io.processmanager.json.UnstorableJsonException;
import io.processmanager.json.WrittenJson;
import io.processmanager.text.EncodedLength;
import io.processmanager.threads.ThreadState;
import io.processmanager.retry.RetryAdvice;
import io.processmanager.view.ProcessError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jboss.logging.MDC;

/** Executes attempts: constructs the step, maps its input, runs it and checks its output. */
@ApplicationScoped
public class StepRunner {

    /** MDC key of the process ID. */
    static final String MDC_PID = "pid";
    static final String MDC_STEP = "step";

    /** The batch runtime nests each step of a job in the previous one, with three stack frames each. */
    private static final int DEEPEST_NESTING = 100;

    private final StepThreads threads;
    private final StepTimer timer;
    private final StepConstruction construction;
    private final OutputCapture capture;
    private final StepTransaction transaction;
    private final StepIsolation isolation;
    private final ThrownFailures failures;
    private final IsolatedSteps isolatedSteps;
    private final Settings settings;

    @Inject
    StepRunner(StepThreads threads, StepTimer timer, StepConstruction construction, OutputCapture capture, StepTransaction transaction,
            StepIsolation isolation, ThrownFailures failures, IsolatedSteps isolatedSteps, Settings settings) {
        this.threads = threads;
        this.timer = timer;
        this.construction = construction;
        this.capture = capture;
        this.transaction = transaction;
        this.isolation = isolation;
        this.failures = failures;
        this.isolatedSteps = isolatedSteps;
        this.settings = settings;
    }

    /** For the container proxy only. */
    StepRunner() {
        this(null, null, null, null, null, null, null, null, null);
    }

    /**
     * Prepares an attempt.
     *
     * @param attempt the attempt
     * @param onStopped receives an outcome not decided by the step, on the stopper's or an unmanaged timer thread: must
     * be quick, must not block or throw
     * @return the execution, to be {@linkplain #execute run} or stopped
     */
    public StepExecution prepare(StepAttempt attempt, Consumer<StepOutcome> onStopped) {
        return new StepExecution(attempt.limit(), settings.get(Setting.CANCEL_GRACE), timer,
                execution -> isolation.isolate(attempt, () -> run(attempt, execution)), onStopped);
    }

    /**
     * Executes an attempt until the step returns. A step that ignores interrupts keeps the thread.
     *
     * @param execution the prepared attempt
     * @param nesting number of steps nested on this thread
     * @return the outcome; empty if not decided by the step
     * @throws InterruptedException if interrupted while another thread executes a deeply nested step
     */
    public Optional<StepOutcome> execute(StepExecution execution, int nesting) throws InterruptedException {
        if (nesting < DEEPEST_NESTING && ThreadState.isRestorable()) {
            return execution.run();
        }
        return await(CompletableFuture.supplyAsync(execution::run, threads), execution);
    }

    /** Executes an attempt on another thread and waits; an interrupt stops it. */
    StepOutcome executeElsewhere(StepAttempt attempt) throws InterruptedException {
        CompletableFuture<StepOutcome> outcome = new CompletableFuture<>();
        StepExecution execution = prepare(attempt, outcome::complete);
        threads.execute(() -> {
            try {
                execution.run().ifPresent(outcome::complete);
            } catch (Throwable failure) {
                // The caller must not wait forever.
                outcome.completeExceptionally(failure);
            }
        });
        return await(outcome, execution);
    }

    private static <T> T await(CompletableFuture<T> outcome, StepExecution execution) throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The execution of a step has failed in a way that is not the step's", failed);
        } catch (InterruptedException interrupted) {
            execution.stop(StopReason.HANDED_BACK);
            throw interrupted;
        }
    }

    private StepOutcome run(StepAttempt attempt, StepExecution execution) {
        // Shows in thread dumps, and in logs without MDC.
        Thread.currentThread().setName("step " + attempt.stepName() + " of process " + attempt.pid().orElse("-"));
        attempt.pid().ifPresent(pid -> MDC.put(MDC_PID, pid));
        MDC.put(MDC_STEP, attempt.stepName());
        CapturedOutput output = new CapturedOutput(attempt.reports());
        StepTasks tasks = new StepTasks(attempt, execution, output, capture, threads::newThread,
                attempt.spec().resources().threads().orElse(settings.get(Setting.MAX_THREADS)));
        RunningStepContext context = new RunningStepContext(attempt, merge(settings.get(Setting.ARGUMENTS), attempt.arguments()), execution, output, tasks, settings.get(Setting.MAX_OUTPUT));
        OutputCapture.Binding binding = capture.capture(output);
        if (attempt.spec().resources().isIsolated()) {
            return isolated(attempt, context, output, binding);
        }
        try (ConstructedStep step = construction.construct(attempt.spec())) {
            Callable<StepOutcome> work = () -> executed(attempt, step, context, tasks);
            return step.isTransactional() ? transaction.run(attempt, () -> closed(attempt, work.call()), execution) : checkpointed(attempt, work.call(), execution);
        } catch (Throwable failure) {
            // Any Error of a step (NoClassDefFoundError, StackOverflowError, OutOfMemoryError) must end its process.
            return new StepOutcome.Threw(failures.read(attempt, failure), RetryAdvice.of(failure));
        } finally {
            output.close();
            binding.close();
        }
    }

    /** A child executes it; what that has said of a failure is complete. */
    private StepOutcome isolated(StepAttempt attempt, RunningStepContext context, CapturedOutput output, OutputCapture.Binding binding) {
        try {
            IsolatedSteps.Outcome outcome = isolatedSteps.execute(attempt, context, output);
            return outcome.error() == null ? returned(attempt, outcome.result(), Optional.empty()) : new StepOutcome.Threw(outcome.error(), outcome.advice());
        } catch (Throwable failure) {
            return new StepOutcome.Threw(failures.read(attempt, failure), RetryAdvice.of(failure));
        } finally {
            output.close();
            binding.close();
        }
    }

    /** Children are started in the transaction of the checkpoint. */
    private StepOutcome checkpointed(StepAttempt attempt, StepOutcome outcome, StepExecution execution) throws Exception {
        if (outcome instanceof StepOutcome.Returned returned && returned.children().isPresent()) {
            closed(attempt, outcome);
            return transaction.run(attempt, () -> outcome, execution);
        }
        return outcome;
    }

    /** Before the checkpoint, after which the process log takes no lines. */
    private StepOutcome closed(StepAttempt attempt, StepOutcome outcome) {
        isolation.closeConnections(attempt);
        return outcome;
    }

    /** Destroys dependent beans before the outcome is decided: their errors and time belong to the attempt. */
    private StepOutcome executed(StepAttempt attempt, ConstructedStep step, RunningStepContext context, StepTasks tasks) throws Exception {
        try (step) {
            Object output;
            try {
                output = step.execute(attempt.input(), context);
            } finally {
                // They may change the output.
                tasks.end();
            }
            return returned(attempt, output, context.children());
        }
    }

    /** Checked here so that the process records the failure. */
    private StepOutcome returned(StepAttempt attempt, Object output, Optional<ChildrenToStart> children) throws Exception {
        int most = OutputTooLargeException.mostCharacters(settings);
        WrittenJson written;
        try {
            written = ForeignCode.call(() -> JsonMapping.write(output, most));
        } catch (JsonTooLongException tooLong) {
            return unstorable(attempt, OutputTooLargeException.class, OutputTooLargeException.message(tooLong, settings));
        } catch (UnstorableJsonException wrong) {
            if (wrong.getCause() != null) {
                throw wrong;
            }
            return unstorable(attempt, wrong.getClass(), "What the step returned cannot be stored. " + wrong.getMessage());
        }
        long bytes = EncodedLength.inUtf8(written.text());
        return OutputTooLargeException.message(attempt, bytes, settings).map(message -> unstorable(attempt, OutputTooLargeException.class, message))
                .orElseGet(() -> new StepOutcome.Returned(written.value(), written.text(), (int) bytes, false, children));
    }

    /** Without a stack trace, which would show no frame of the step. */
    private static StepOutcome unstorable(StepAttempt attempt, Class<? extends Exception> type, String message) {
        return new StepOutcome.Threw(ProcessError.of(attempt.stepName(), attempt.number(), type, message), RetryAdvice.of(type));
    }

    private static JsonObject merge(JsonObject ofNode, JsonObject ofProcess) {
        if (ofNode.isEmpty() || ofProcess.isEmpty()) {
            return ofNode.isEmpty() ? ofProcess : ofNode;
        }
        return JsonMapping.JSON.createMergePatch(ofProcess).apply(ofNode).asJsonObject();
    }
}
