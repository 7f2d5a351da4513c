package io.processmanager.runner.process;

import io.processmanager.store.advance.GroupCommits;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.view.ProcessState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Writes what becomes of a claimed process, and finds out whether the claim still holds. */
final class FencedWrites {

    private static final CompletableFuture<?> NOTHING = CompletableFuture.completedFuture(null);

    private static final CompletableFuture<Optional<ProcessState>> LOST = CompletableFuture.completedFuture(Optional.empty());

    private final Claim claim;
    private final GroupCommits writes;
    private final NextTransition decide;
    private final Runnable onLoss;
    private volatile CompletableFuture<Result> pending;
    private volatile CompletableFuture<Result> reported;
    private volatile CompletableFuture<?> before = NOTHING;
    private volatile boolean lost;

    FencedWrites(Claim claim, GroupCommits writes, NextTransition decide, Runnable onLoss) {
        this.claim = claim;
        this.writes = writes;
        this.decide = decide;
        this.onLoss = onLoss;
    }

    /**
     * Begins to write an advance, and does not wait. If the process is to be cancelled it is that instead, and if the database refuses the result, a failure.
     *
     * @param advance what to write
     * @param at where the process stands
     * @return the state that was written; empty if the claim is lost. Mostly completed by the thread that writes, which must not be kept waiting
     */
    CompletableFuture<Optional<ProcessState>> begin(Advance advance, Position at) {
        CompletableFuture<?> first = before;
        return first.isDone() ? beginNow(advance, at) : first.thenCompose(stored -> beginNow(advance, at));
    }

    private CompletableFuture<Optional<ProcessState>> beginNow(Advance advance, Position at) {
        return handOver(advance).handle((result, failure) -> failure == null ? decided(result, advance, at) : refused(failure, advance, at)).thenCompose(next -> next);
    }

    /**
     * Waits until what was begun is durable.
     *
     * @param begun what {@link #begin} has returned
     * @return the state that was written; empty if the claim is lost
     * @throws InterruptedException if the waiting thread is interrupted; what becomes of the write is not known then
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
            case APPLIED -> CompletableFuture.completedFuture(Optional.of(advance.state()));
            case STALE -> LOST;
            case CANCEL_REQUESTED -> begin(decide.cancelled(advance), at);
        };
    }

    private CompletableFuture<Optional<ProcessState>> refused(Throwable refusal, Advance advance, Position at) {
        if (refusal instanceof CancellationException) {
            return LOST;
        }
        if (advance.state() == ProcessState.FAILED) {
            RunnerLog.error("Process " + claim.pid() + ": the database refuses even to store that it has failed", refusal);
            return LOST;
        }
        return begin(decide.unstorable(at, refusal), at);
    }

    /** @param linesStored when this is over, what becomes of the process may be written, and not before */
    void writeAfter(CompletableFuture<?> linesStored) {
        before = linesStored;
    }

    /**
     * Waits for what a transactional step has said until now, which must be stored before its own write.
     *
     * @param longest how long to wait
     * @param linesStored completed when it is
     */
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

    /** Hands a write over and does not wait for it, as nobody would be there to hear what has become of it. */
    void writeWithoutWaiting(Advance advance) {
        writeWithoutWaiting(advance, () -> { });
    }

    /** Likewise, but for one who wants to know when it is over, whatever has become of it. */
    void writeWithoutWaiting(Advance advance, Runnable then) {
        writes.write(advance).whenComplete((result, failure) -> then.run());
    }

    Result writeInTransaction(Advance advance) throws SQLException {
        return writes.writeInTransaction(advance);
    }

    /** @return completed when that is over, whatever has become of it */
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

    /** The claim is lost: no write is waited for any more. */
    void giveUp() {
        lost = true;
        Stream.of(reported, pending).filter(Objects::nonNull).forEach(waiting -> waiting.cancel(false));
    }
}
