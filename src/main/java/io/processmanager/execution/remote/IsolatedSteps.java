package io.processmanager.execution.remote;

import io.processmanager.StepContext;
import io.processmanager.capture.CapturedOutput;
import io.processmanager.child.ChildProcesses;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.definition.StepConstruction;
import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.retry.RetryAdvice;
import io.processmanager.view.ProcessError;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Executes isolated steps. A child that has executed a step to its result is kept for another one; it ends by itself when
 * none comes. One that has failed in any way is not used again.
 */
@ApplicationScoped
public class IsolatedSteps {

    @Inject
    ChildProcesses children;

    @Inject
    ChildClassPath classPath;

    @Inject
    StepConstruction construction;

    @Inject
    Settings settings;

    private final Deque<ChildJvm> idle = new ArrayDeque<>();
    private boolean isClosed;

    /**
     * What has come of a step.
     *
     * @param result what it has returned; null if it has failed
     * @param error what it has thrown; null if it has not
     * @param advice what that says of another attempt
     */
    public record Outcome(JsonValue result, ProcessError error, RetryAdvice advice) {
    }

    /**
     * @param context takes progress, log lines and what is kept
     * @param output takes what is printed
     * @throws Exception if the child could not be started, or has ended in the middle of the step; or if the input does
     *         not fit
     */
    public Outcome execute(StepAttempt attempt, StepContext context, CapturedOutput output) throws Exception {
        construction.checkInput(attempt.spec(), attempt.input());
        int memory = attempt.spec().resources().memory().orElse(settings.get(Setting.ISOLATION_MEMORY));
        int threads = attempt.spec().resources().threads().orElse(settings.get(Setting.MAX_THREADS));
        JsonObject request = Messages.request(attempt, construction.className(attempt.spec()), context.arguments(), context.deadline(), threads, settings.get(Setting.MAX_OUTPUT));
        ChildJvm child = take(memory);
        boolean isReusable = false;
        try {
            JsonObject answer = child.execute(request, output, message -> said(message, child, context), settings.get(Setting.CANCEL_GRACE).toMillis());
            isReusable = answer.containsKey("result");
            return isReusable ? new Outcome(answer.get("result"), null, null)
                    : new Outcome(null, Messages.error(answer.getJsonObject("error")), Messages.advice(answer.getJsonObject("error")));
        } finally {
            if (!isReusable || !give(child)) {
                child.close();
            }
        }
    }

    private static void said(JsonObject message, ChildJvm child, StepContext context) throws InterruptedException {
        if (message.containsKey("percent")) {
            context.progress(message.getInt("percent"), message.getString("message", null));
        } else if (message.containsKey("log")) {
            context.log(message.getString("log"));
        } else if (message.containsKey("keep")) {
            keep(message.get("keep"), child, context);
        }
    }

    private static void keep(JsonValue state, ChildJvm child, StepContext context) throws InterruptedException {
        Optional<String> refusal = Optional.empty();
        try {
            context.keep(state);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            refusal = Optional.of(String.valueOf(refused.getMessage()));
        }
        try {
            child.send(Messages.kept(refusal));
        } catch (LostChildException ended) {
            context.log("What the step keeps is stored, but its virtual machine has ended: " + ended.getMessage());
        }
    }

    private ChildJvm take(int memory) throws IOException {
        for (Optional<ChildJvm> kept = kept(memory); kept.isPresent(); kept = kept(memory)) {
            if (kept.get().isUsable()) {
                return kept.get();
            }
            kept.get().close();
        }
        return ChildJvm.start(children, classPath.get(), memory, this::ended);
    }

    private synchronized Optional<ChildJvm> kept(int memory) {
        for (Iterator<ChildJvm> each = idle.iterator(); each.hasNext();) {
            ChildJvm child = each.next();
            if (child.memory() == memory || !child.isUsable()) {
                each.remove();
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** One that was kept has waited for long enough, or was ended from outside. */
    private void ended(ChildJvm child) {
        boolean wasIdle;
        synchronized (this) {
            wasIdle = idle.remove(child);
        }
        if (wasIdle) {
            child.close();
        }
    }

    /** @return whether it is kept; the one that was used last is used next */
    private synchronized boolean give(ChildJvm child) {
        child.rest();
        if (isClosed || !child.isUsable() || idle.size() >= settings.get(Setting.ISOLATION_IDLE)) {
            return false;
        }
        idle.addFirst(child);
        return true;
    }

    @PreDestroy
    synchronized void close() {
        isClosed = true;
        idle.forEach(ChildJvm::close);
        idle.clear();
    }
}
