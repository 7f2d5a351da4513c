package io.processmanager.runner.process;

import io.processmanager.runner.report.RunnerLog;
import io.processmanager.store.advance.GroupCommits;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.Keep;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Fenced writes of a claimed process; detects a lost claim. */
final class FencedWrites {

    private static final CompletableFuture<?> NOTHING = CompletableFuture.completedFuture(null);

    private static final CompletableFuture<Optional<ProcessState>> LOST = CompletableFuture.completedFuture(Optional.empty());

    private final Claim claim;
    private final GroupCommits writes;
    private final NextTransition decide;
    private final Runnable onLoss;
    private final Consumer<Duration> onWait;
    private final Consumer<ProcessState> onState;
    private volatile CompletableFuture<Result> pending;
    private volatile CompletableFuture<Result> reported;
    private volatile CompletableFuture<?> before = NOTHING;
    private volatile boolean lost;

    FencedWrites(Claim claim, GroupCommits writes, NextTransition decide, Runnable onLoss, Consumer<Duration> onWait, Consumer<ProcessState> onState) {
        this.claim = claim;
        this.writes = writes;
        this.decide = decide;
        this.onLoss = onLoss;
        this.onWait = onWait;
        this.onState = onState;
    }

    /**
     * Starts writing an advance without waiting. Writes a cancellation if requested, or a failure if the database
     * rejects the result.
     *
     * @return the state written; empty if the claim is lost. Usually completed by the writer thread, which must not be
     * blocked
     */
    CompletableFuture<Optional<ProcessState>> begin(Advance advance, Position at) {
        CompletableFuture<?> first = before;
        return first.isDone() ? beginNow(advance, at) : first.thenCompose(stored -> beginNow(advance, at));
    }

    private CompletableFuture<Optional<ProcessState>> beginNow(Advance advance, Position at) {
        return handOver(advance).handle((result, failure) -> failure == null ? decided(result, advance, at) : refused(failure, advance, at)).thenCompose(next -> next);
    }

    /**
     * Waits until a write is durable.
     *
     * @return the state written; empty if the claim is lost
     * @throws InterruptedException if interrupted; the result is then unknown
     */
    static Optional<ProcessState> await(CompletableFuture<Optional<ProcessState>> begun) throws InterruptedException {
        try {
            return begun.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("What becomes of a write is always decided", impossible);
        }
    }

    private CompletableFuture<Optional<ProcessState>> decided(Result result, Advance advance, Position at) {
        return switch (result) {
            case APPLIED -> applied(advance);
            case STALE -> LOST;
            case CANCEL_REQUESTED -> begin(decide.cancelled(advance), at);
            case CANCEL_NOT_REQUESTED -> begin(decide.notCancelled(at, advance), at);
            case COMPENSATION_REQUESTED -> begin(decide.cancelledWithCompensation(advance), at);
        };
    }

    private CompletableFuture<Optional<ProcessState>> applied(Advance advance) {
        if (advance.goesOn()) {
            onWait.accept(advance.pause());
        }
        onState.accept(advance.state());
        return CompletableFuture.completedFuture(Optional.of(advance.state()));
    }

    private CompletableFuture<Optional<ProcessState>> refused(Throwable refusal, Advance advance, Position at) {
        if (refusal instanceof CancellationException) {
            return LOST;
        }
        if (advance.state() == ProcessState.FAILED || advance.compensation().isPresent() && advance.run().filter(run -> run.status() == RunInfo.Status.ERROR).isPresent()) {
            RunnerLog.error("Process " + claim.pid() + ": the database refuses even to store that it has failed", refusal);
            return LOST;
        }
        return begin(decide.unstorable(at, advance, refusal), at);
    }

    /** @param linesStored must complete before the next advance is written */
    void writeAfter(CompletableFuture<?> linesStored) {
        before = linesStored;
    }

    /** Waits until a transactional step's lines are stored, which must precede its own write. */
    void awaitAtMost(Duration longest, CompletableFuture<?> linesStored) {
        try {
            linesStored.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unwritten) {
            RunnerLog.warning("Process " + claim.pid() + ": what its step has said could not be stored within " + longest.toSeconds()
                    + " s before its own transaction ends, and may be missing in the log: " + unwritten);
        }
    }

    private CompletableFuture<Result> handOver(Advance advance) {
        CompletableFuture<Result> result = writes.write(advance);
        pending = result;
        if (lost) {
            result.cancel(false);
        }
        return result;
    }

    /** Writes without waiting or reporting the result. */
    void writeWithoutWaiting(Advance advance) {
        writeWithoutWaiting(advance, () -> { });
    }

    /** Likewise; runs {@code then} at the end, whatever the result. */
    void writeWithoutWaiting(Advance advance, Runnable then) {
        writes.write(advance).whenComplete((result, failure) -> then.run());
    }

    Result writeInTransaction(Advance advance) throws SQLException {
        return writes.writeInTransaction(advance);
    }

    /**
     * Stores what the running step keeps, and waits until it is durable.
     *
     * @throws InterruptedException if interrupted meanwhile
     * @throws IllegalStateException if the claim is lost, or the database refuses the state
     */
    void keep(String json) throws InterruptedException {
        Result result;
        try {
            result = writes.write(new Keep(claim, json)).get();
        } catch (ExecutionException | CancellationException refused) {
            throw new IllegalStateException("What the step keeps could not be stored: " + refused.getMessage(), refused);
        }
        if (result != Result.APPLIED) {
            onLoss.run();
            throw new IllegalStateException("What the step keeps was not stored, because another runner has taken over its process");
        }
    }

    /** @return completed at the end of the write, whatever the result */
    CompletableFuture<Void> send(Report report) {
        CompletableFuture<Result> written = writes.write(report);
        reported = written;
        if (lost) {
            written.cancel(false);
        }
        return written.handle((result, failure) -> {
            if (result == Result.STALE) {
                onLoss.run();
            } else if (failure != null && !lost) {
                RunnerLog.warning("Process " + claim.pid() + ": what a step has reported could not be stored: " + failure.getMessage());
            }
            return null;
        });
    }

    /** Cancels pending writes after the loss of the claim. */
    void giveUp() {
        lost = true;
        Stream.of(reported, pending).filter(Objects::nonNull).forEach(waiting -> waiting.cancel(false));
    }
}
