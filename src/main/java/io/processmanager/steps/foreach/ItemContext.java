package io.processmanager.steps.foreach;

import io.processmanager.ManagedProcess;
import io.processmanager.StepContext;
import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import io.processmanager.parallel.Delivery;
import io.processmanager.parallel.ParallelController;
import io.processmanager.parallel.Worker;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * What the step sees that is executed for an item: the attempt of the step around it. Progress, what is kept and child
 * processes belong to that one.
 */
final class ItemContext implements StepContext {

    private final StepContext around;
    private final long index;
    private final int attempt;

    /** @param attempt at this item, from 1 */
    ItemContext(StepContext around, long index, int attempt) {
        this.around = around;
        this.index = index;
        this.attempt = attempt;
    }

    @Override
    public Optional<String> pid() {
        return around.pid();
    }

    @Override
    public String stepName() {
        return around.stepName();
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public JsonObject arguments() {
        return around.arguments();
    }

    @Override
    public Instant deadline() {
        return around.deadline();
    }

    /** Ignored: progress is the share of the items that are done. */
    @Override
    public void progress(int percent, String message) {
        // see above
    }

    @Override
    public void log(String line) {
        around.log("Item " + index + ": " + line);
    }

    @Override
    public ExecutorService executor() {
        return around.executor();
    }

    @Override
    public ParallelController parallel(Worker worker, int threads, Delivery delivery) {
        return around.parallel(worker, threads, delivery);
    }

    @Override
    public void keep(JsonValue state) {
        throw notForItems("keep anything: it is executed again from its beginning if its item is not done");
    }

    @Override
    public Optional<JsonValue> kept() {
        return Optional.empty();
    }

    @Override
    public void startChildren(List<ManagedProcess> processes, ChildWait awaited, ChildFailure onFailure) {
        throw notForItems("start child processes; let a step of the type 'processes' start one for each item");
    }

    private IllegalStateException notForItems(String what) {
        return new IllegalStateException("Step " + around.stepName() + " executes a step for each item, which cannot " + what);
    }

    @Override
    public boolean isCancelled() {
        return around.isCancelled();
    }
}
