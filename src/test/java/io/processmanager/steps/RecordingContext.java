package io.processmanager.steps;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

/** The context of a step under test: remembers the progress that was reported. */
final class RecordingContext implements StepContext {

    final List<Integer> percents = new CopyOnWriteArrayList<>();
    final CountDownLatch begun = new CountDownLatch(1);
    volatile boolean cancelled;

    @Override
    public Optional<String> pid() {
        return Optional.empty();
    }

    @Override
    public String stepName() {
        return "tested";
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public JsonObject arguments() {
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    @Override
    public Instant deadline() {
        return Instant.MAX;
    }

    @Override
    public void progress(int percent, String message) {
        percents.add(percent);
        begun.countDown();
    }

    @Override
    public void log(String line) {
        throw new UnsupportedOperationException("No built-in step logs: " + line);
    }

    @Override
    public ExecutorService executor() {
        throw new UnsupportedOperationException("No built-in step has tasks");
    }

    @Override
    public ParallelController parallel(Worker worker, int threads, Delivery delivery) {
        throw new UnsupportedOperationException("No built-in step has items");
    }

    @Override
    public void keep(JsonValue state) {
        throw new UnsupportedOperationException("No built-in step under this test keeps anything: " + state);
    }

    @Override
    public Optional<JsonValue> kept() {
        return Optional.empty();
    }

    @Override
    public void startChildren(List<ManagedProcess> processes, ChildWait awaited, ChildFailure onFailure) {
        throw new UnsupportedOperationException("Only one built-in step has children");
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
