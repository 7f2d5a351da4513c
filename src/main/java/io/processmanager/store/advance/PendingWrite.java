package io.processmanager.store.advance;

import io.processmanager.store.transition.RunnerWrite;
import io.processmanager.store.transition.RunnerWrite.Result;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A write and its outcome. Except for its result, confined to the writer's thread. */
final class PendingWrite {

    private static final System.Logger LOG = System.getLogger(PendingWrite.class.getName());

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final RunnerWrite write;
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private Result decided;
    private boolean refused;
    private int failures;
    private long dueAt = System.nanoTime();

    PendingWrite(RunnerWrite write) {
        this.write = write;
    }

    RunnerWrite write() {
        return write;
    }

    String pid() {
        return write.claim().pid();
    }

    /** Cancellable. */
    CompletableFuture<Result> result() {
        return result;
    }

    boolean isDecided() {
        return decided != null || refused || result.isDone();
    }

    boolean isApplied() {
        return decided == Result.APPLIED;
    }

    /** Whether it is not set aside now. */
    boolean isDue() {
        return System.nanoTime() - dueAt >= 0;
    }

    void decide(Result outcome) {
        decided = outcome;
    }

    /** Completes the result. */
    void tell() {
        result.complete(decided);
    }

    /** The database refuses this row permanently. */
    void refuse(Exception reason, Executor completions) {
        refused = true;
        completions.execute(() -> result.completeExceptionally(reason));
    }

    void fail(RuntimeException reason) {
        result.completeExceptionally(reason);
    }

    /** Delays the next attempt by a pause that doubles each time; other writes go on. */
    void setAside(Throwable failure) {
        failures++;
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures - 1, 10));
        dueAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
        if (Integer.bitCount(failures) == 1) {
            LOG.log(System.Logger.Level.ERROR, "Process " + pid() + ": what has become of it could not be stored (" + failures + " times by now), for a reason that is not its"
                    + " data. It waits, and the write is repeated in " + pause + " ms; other processes go on", failure);
        }
    }
}
