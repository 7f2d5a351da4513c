package io.processmanager.remote;

import io.processmanager.ManagedProcess;
import io.processmanager.StepContext;
import io.processmanager.child.JsonLines;
import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import io.processmanager.json.JsonMapping;
import io.processmanager.parallel.Delivery;
import io.processmanager.parallel.ExecutorController;
import io.processmanager.parallel.ParallelController;
import io.processmanager.parallel.Worker;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** The context of an isolated step: what it reports is sent to the server. */
final class RemoteContext implements StepContext {

    private final JsonObject request;
    private final JsonLines server;
    private final BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
    private final List<ParallelController> controllers = new ArrayList<>();
    private ExecutorService tasks;
    private volatile boolean isCancelled;

    RemoteContext(JsonObject request, JsonLines server) {
        this.request = request;
        this.server = server;
    }

    @Override
    public Optional<String> pid() {
        return Optional.ofNullable(request.getString("pid", null));
    }

    @Override
    public String stepName() {
        return request.getString("step");
    }

    @Override
    public int attempt() {
        return request.getInt("attempt");
    }

    @Override
    public JsonObject arguments() {
        return request.getJsonObject("arguments");
    }

    @Override
    public Instant deadline() {
        return Instant.ofEpochMilli(request.getJsonNumber("deadline").longValue());
    }

    @Override
    public void progress(int percent, String message) {
        JsonObjectBuilder progress = JsonMapping.JSON.createObjectBuilder().add("percent", percent);
        send(message == null ? progress : progress.add("message", message));
    }

    @Override
    public void log(String line) {
        send(JsonMapping.JSON.createObjectBuilder().add("log", String.valueOf(line)));
    }

    @Override
    public synchronized ExecutorService executor() {
        if (tasks == null) {
            tasks = Executors.newFixedThreadPool(request.getInt("threads"), work -> {
                Thread thread = new Thread(work, "step " + stepName() + ", task thread");
                thread.setDaemon(true);
                return thread;
            });
        }
        return tasks;
    }

    @Override
    public ParallelController parallel(Worker worker, int threads, Delivery delivery) {
        int most = request.getInt("threads");
        if (threads > most) {
            throw new IllegalArgumentException("threads is " + threads + ", and " + most + " is what this step may have");
        }
        ParallelController controller = new ExecutorController(worker, executor(), threads, delivery);
        synchronized (this) {
            controllers.add(controller);
        }
        return controller;
    }

    @Override
    public synchronized void keep(JsonValue state) throws InterruptedException {
        send(JsonMapping.JSON.createObjectBuilder().add("keep", state));
        JsonObject answer = answers.take();
        if (!answer.getBoolean("kept")) {
            throw new IllegalStateException(answer.getString("reason"));
        }
    }

    /** The server has answered. */
    void kept(JsonObject answer) {
        answers.add(answer);
    }

    @Override
    public Optional<JsonValue> kept() {
        return Optional.ofNullable(request.get("kept"));
    }

    @Override
    public void startChildren(List<ManagedProcess> processes, ChildWait awaited, ChildFailure onFailure) {
        throw new IllegalStateException("Step " + stepName() + " is isolated and cannot start child processes; let a step in the server start them");
    }

    @Override
    public boolean isCancelled() {
        return isCancelled;
    }

    void cancel() {
        isCancelled = true;
    }

    /** The step has returned or failed: its tasks end. */
    synchronized void end() {
        controllers.forEach(ParallelController::close);
        if (tasks != null) {
            tasks.shutdownNow();
        }
    }

    private void send(JsonObjectBuilder message) {
        try {
            server.send(message.build());
        } catch (IOException gone) {
            throw new UncheckedIOException("The server is gone", gone);
        }
    }
}
