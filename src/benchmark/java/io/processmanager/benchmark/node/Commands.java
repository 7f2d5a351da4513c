package io.processmanager.benchmark.node;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/** What a node does for the benchmark. Every time in an answer is in microseconds since 1970, every latency in microseconds. */
public final class Commands {

    private static final long LIMIT_SECONDS = 300;
    private static final long DISCARD_SECONDS = 30;
    private static final long CLEAR_SECONDS = 30;
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(5);

    private final Engine engine;
    private final Crew crew;

    /**
     * @param engine the system
     * @param threads for threads that may call it
     */
    public Commands(Engine engine, ThreadFactory threads) {
        this.engine = engine;
        this.crew = new Crew(threads);
    }

    /**
     * Carries out a command and returns when it is done.
     *
     * @param command its name
     * @param parameter gives the whole numbers that go with it
     * @return the answer
     * @throws Exception if the system or its database fails
     */
    public JsonObject execute(String command, ToIntFunction<String> parameter) throws Exception {
        JsonObjectBuilder answer = Json.createObjectBuilder();
        switch (command) {
            case "pause" -> engine.pause();
            case "resume" -> engine.resume();
            case "forget" -> Beginnings.forget();
            case "discard" -> discard();
            case "clear" -> clear();
            case "history" -> engine.addEnded(parameter.applyAsInt("processes"));
            case "start" -> {
                answer.add("began", Microseconds.now());
                engine.start(1);
            }
            case "start-each" -> startEach(engine::start, parameter, answer);
            case "commit-each" -> startEach(engine::startAndCommit, parameter, answer);
            case "start-all" -> startAll(parameter.applyAsInt("processes"), parameter.applyAsInt("batch"), parameter.applyAsInt("steps"), answer);
            case "steady" -> steady(parameter.applyAsInt("threads"), parameter.applyAsInt("seconds"), parameter.applyAsInt("backlog"), answer);
            case "await-steps" -> {
                Beginnings.await(parameter.applyAsInt("steps"), LIMIT_SECONDS);
                answer.add("first", Beginnings.first()).add("last", Beginnings.last());
            }
            case "await-end" -> awaitEnd(answer);
            case "counts" -> counts(answer);
            case "compilation" -> answer.add("millis", ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
            default -> throw new IllegalArgumentException("There is no command '" + command + "'");
        }
        return answer.build();
    }

    /** A way to start one process of so many steps. */
    @FunctionalInterface
    private interface Start {
        void with(int steps) throws Exception;
    }

    private void startEach(Start start, ToIntFunction<String> parameter, JsonObjectBuilder answer) throws Exception {
        int steps = parameter.applyAsInt("steps");
        AtomicInteger left = new AtomicInteger(parameter.applyAsInt("processes"));
        answer.add("began", Microseconds.now());
        crew.run(parameter.applyAsInt("threads"), () -> {
            while (left.decrementAndGet() >= 0) {
                start.with(steps);
            }
        });
        answer.add("ended", Microseconds.now());
    }

    private void startAll(int processes, int batch, int steps, JsonObjectBuilder answer) throws Exception {
        answer.add("began", Microseconds.now());
        for (int left = processes; left > 0; left -= batch) {
            engine.startAll(Math.min(batch, left), steps);
        }
        answer.add("ended", Microseconds.now());
    }

    private void steady(int threads, int seconds, int backlog, JsonObjectBuilder answer) throws Exception {
        SteadyLoad load = new SteadyLoad(engine, backlog);
        long began = Microseconds.now();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        crew.run(threads, () -> load.produceUntil(until));
        long ended = Microseconds.now();
        Beginnings.await(load.starts().size(), LIMIT_SECONDS);
        awaitNoneWaiting();
        Map<String, Long> ends = engine.ends(began);
        JsonArrayBuilder latencies = Json.createArrayBuilder();
        load.starts().forEach((id, start) -> latencies.add(ends.get(id) - start));
        answer.add("processes", load.starts().size()).add("began", began).add("ended", ended)
                .add("endedMeanwhile", ends.values().stream().filter(end -> end <= ended).count()).add("latencies", latencies);
    }

    /** What a runner has claimed ahead goes back to the queue after a while. */
    private void discard() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DISCARD_SECONDS);
        engine.discardWaiting();
        while (engine.waiting() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(GLANCE);
            engine.discardWaiting();
        }
    }

    /** What has held the workers, if they were held, may be the last to end. */
    private void clear() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLEAR_SECONDS);
        while (!engine.removeEnded()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + CLEAR_SECONDS + " s, not every process has ended, so the tables cannot be emptied");
            }
            LockSupport.parkNanos(GLANCE);
        }
    }

    private void awaitEnd(JsonObjectBuilder answer) throws Exception {
        awaitNoneWaiting();
        counts(answer);
        answer.add("begun", Beginnings.count());
        answer.add("ended", Collections.max(engine.ends(Beginnings.first()).values()));
    }

    /** Steps are awaited in memory before, so that the database has to be asked but a few times. */
    private void awaitNoneWaiting() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        for (long waiting = engine.waiting(); waiting > 0; waiting = engine.waiting()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + LIMIT_SECONDS + " s, " + waiting + " processes have not ended");
            }
            LockSupport.parkNanos(GLANCE);
        }
    }

    private void counts(JsonObjectBuilder answer) throws Exception {
        answer.add("waiting", engine.waiting()).add("finishedSteps", engine.finishedSteps());
    }
}
