package io.processmanager.steps.foreach;

import io.processmanager.Retry;
import io.processmanager.StepContext;
import io.processmanager.StepSpec;
import io.processmanager.definition.ConstructedStep;
import io.processmanager.definition.StepConstruction;
import io.processmanager.json.JsonMapping;
import io.processmanager.json.WrittenJson;
import io.processmanager.retry.RetryAdvice;
import io.processmanager.retry.RetryPolicies;
import io.processmanager.steps.foreach.Items.Item;
import io.processmanager.text.DurationText;
import io.processmanager.text.FailureText;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Executes the step for one item, as often as its retry policy says. Thread-safe. */
final class ItemWork {

    private final StepSpec step;
    private final StepContext context;
    private final StepConstruction construction;
    private final RetryPolicies policies;
    private final ScheduledExecutorService timers;
    private final int mostBytes;

    /**
     * @param timers for the time limit of the step
     * @param mostBytes what a result may have
     */
    ItemWork(StepSpec step, StepContext context, StepConstruction construction, RetryPolicies policies, ScheduledExecutorService timers, int mostBytes) {
        this.step = step;
        this.context = context;
        this.construction = construction;
        this.policies = policies;
        this.timers = timers;
        this.mostBytes = mostBytes;
    }

    /**
     * @return what the step has returned
     * @throws Exception what its last attempt has thrown
     */
    WrittenJson execute(Item item) throws Exception {
        if (item.fault() != null) {
            throw item.fault();
        }
        JsonObject input = JsonMapping.JSON.createObjectBuilder().add("item", item.value()).add("index", item.index()).build();
        for (int attempt = 1;; attempt++) {
            try {
                return execute(input, new ItemContext(context, item.index(), attempt));
            } catch (InterruptedException stopped) {
                throw stopped;
            } catch (Exception | LinkageError | StackOverflowError | AssertionError failed) {
                Optional<Duration> pause = policies.pause(step.retry(), Retry.INHERITED, attempt - 1, RetryAdvice.of(failed));
                if (pause.isEmpty() || context.isCancelled()) {
                    throw failed;
                }
                pause(item, attempt, failed, pause.get());
            }
        }
    }

    private void pause(Item item, int attempt, Throwable failed, Duration pause) throws InterruptedException {
        context.log("Item " + item.index() + ": attempt " + attempt + " failed and is retried in " + DurationText.of(pause) + ": " + failed.getClass().getName() + ": "
                + FailureText.firstLine(FailureText.message(failed)));
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }

    private WrittenJson execute(JsonObject input, ItemContext itemContext) throws Exception {
        if (step.timeout() == null) {
            return executed(input, itemContext);
        }
        ItemDeadline deadline = new ItemDeadline(timers, step.timeout());
        try (deadline) {
            return executed(input, itemContext);
        } catch (Exception failed) {
            if (deadline.isPassed() && !context.isCancelled()) {
                TimeoutException late = new TimeoutException("The item did not end within the timeout of " + DurationText.of(step.timeout()));
                late.addSuppressed(failed);
                throw late;
            }
            throw failed;
        }
    }

    private WrittenJson executed(JsonObject input, ItemContext itemContext) throws Exception {
        try (ConstructedStep constructed = construction.construct(step)) {
            return JsonMapping.write(constructed.execute(input, itemContext), mostBytes);
        }
    }
}
