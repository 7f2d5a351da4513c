package io.processmanager.runner.report;

import io.processmanager.capture.KeptOutput;
import io.processmanager.execution.attempt.StepReports;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.view.LogLine;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The unstored reports of one attempt. Written in batches: one write in flight, at least 200 ms apart; the runner's
 * poll collects the rest. Many lines go out at once, in parts; a checkpoint carries only a few, so as not to delay its
 * group commit.
 *
 * <p>The first report of the first step under a claim publishes that the process runs. Very short steps skip it: the
 * extra write would outlast the step.
 */
public final class ProgressReports implements StepReports {

    private static final long LEAST_PAUSE_NANOS = 200_000_000;

    /** Limits of what a checkpoint carries without delaying its group commit. */
    private static final int MOST_LINES_WITH_CHECKPOINT = 64;
    private static final int MOST_CHARACTERS_WITH_CHECKPOINT = 16_384;

    /** Above these limits, lines are written at once instead of at the next poll. */
    private static final int MANY_LINES = 512;
    private static final int MANY_CHARACTERS = 65_536;

    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Claim claim;
    private final long startedAt;
    private final Function<Report, CompletableFuture<Void>> sender;
    private final KeptOutput output;
    private int percent;
    private String message;
    private boolean progressUnsaid;
    private boolean closed;
    /** What to store after the write in flight: everything, or only the progress. */
    private boolean allIsDue, progressIsDue;
    private boolean carriesLines;
    private long lastSent = System.nanoTime() - LEAST_PAUSE_NANOS;
    private volatile boolean mustTell;
    private volatile long begun;
    private CompletableFuture<Void> lastWrite = NOTHING;
    private CompletableFuture<Void> awaited = NOTHING;

    /**
     * @param startedAt in milliseconds of the database clock
     * @param clock the database clock
     * @param limits of the output that is kept
     * @param sender stores a report; its future completes when the write ends, whatever the result
     */
    public ProgressReports(Claim claim, String step, int attempt, long startedAt, Clock clock, KeptOutput.Limits limits, Function<Report, CompletableFuture<Void>> sender) {
        this.claim = claim;
        this.startedAt = startedAt;
        this.sender = sender;
        this.output = new KeptOutput(step, attempt, clock, limits);
    }

    /** The first step under a claim starts. Checkpoints publish later ones. */
    public void begin() {
        begun = System.nanoTime();
        mustTell = true;
    }

    /** @return whether the step started at least {@code nanos} ago, unpublished */
    public boolean isUntoldFor(long nanos) {
        return mustTell && System.nanoTime() - begun >= nanos;
    }

    /** Publishes the start of the step unless already done. */
    public synchronized CompletableFuture<Void> tell() {
        if (mustTell) {
            send();
        }
        return lastWrite;
    }

    @Override
    public synchronized void progress(int newPercent, String newMessage) {
        if (!closed && (newPercent != percent || !Objects.equals(newMessage, message))) {
            percent = newPercent;
            message = newMessage;
            progressUnsaid = true;
            sendIfPaused();
        }
    }

    @Override
    public synchronized void printed(LogLine.Stream stream, CharSequence text) {
        if (!closed) {
            output.printed(stream, text);
            sendIfMany();
        }
    }

    @Override
    public synchronized void line(LogLine.Stream stream, String text) {
        if (!closed) {
            output.line(stream, text);
            sendIfMany();
        }
    }

    private void sendIfMany() {
        if (areMany()) {
            goOn();
        }
    }

    /** Stores pending reports unless the last write was less than 200 ms ago. */
    public synchronized void sendIfPaused() {
        if (!closed && System.nanoTime() - lastSent >= LEAST_PAUSE_NANOS) {
            output.passOpenLines(LEAST_PAUSE_NANOS);
            if (isUnsaid()) {
                send();
            }
        }
    }

    private boolean isUnsaid() {
        return progressUnsaid || output.lines() > 0;
    }

    private void send() {
        if ((isUnsaid() || mustTell) && !closed) {
            allIsDue = true;
            goOn();
        }
    }

    /** Stores the last progress; lines are left to {@link #close}. */
    public synchronized void sendProgress() {
        if ((isUnsaid() || mustTell) && !closed) {
            progressIsDue = true;
            goOn();
        }
    }

    private boolean areMany() {
        return output.lines() >= MANY_LINES || output.characters() >= MANY_CHARACTERS;
    }

    /** Submits pending writes one at a time, since they may go to different writers. */
    private synchronized void goOn() {
        while (lastWrite.isDone() && (areLinesDue() || progressIsDue)) {
            List<LogLine> part = areLinesDue() ? output.next(MANY_LINES, MANY_CHARACTERS) : List.of();
            allIsDue = allIsDue && output.lines() > 0;
            progressIsDue = false;
            mustTell = false;
            progressUnsaid = false;
            carriesLines = !part.isEmpty();
            lastWrite = sender.apply(new Report(claim, startedAt, percent, message, part));
            lastSent = System.nanoTime();
            if (!lastWrite.isDone()) {
                lastWrite.thenRun(this::goOn);
            }
        }
        if (areStored()) {
            awaited.complete(null);
        }
    }

    private boolean areLinesDue() {
        return allIsDue || !closed && areMany();
    }

    /** Reports without lines use the same writer as the next write, which they precede. */
    private boolean areStored() {
        return !allIsDue && !progressIsDue && (lastWrite.isDone() || !carriesLines);
    }

    /**
     * Closes the reports; an abandoned step's output is ignored.
     *
     * @return the remaining lines if few, for the next write; others are in flight, see {@link #linesStored}
     */
    public synchronized List<LogLine> close() {
        output.end();
        boolean few = output.lines() <= MOST_LINES_WITH_CHECKPOINT && output.characters() <= MOST_CHARACTERS_WITH_CHECKPOINT;
        allIsDue = allIsDue || !few;
        List<LogLine> left = allIsDue ? List.of() : output.next(MOST_LINES_WITH_CHECKPOINT, Integer.MAX_VALUE);
        end();
        return left;
    }

    /**
     * Closes the reports for a step's own transaction, keeping the lines in case of a rollback.
     *
     * @return all remaining lines
     */
    public synchronized List<LogLine> closeForOwnTransaction() {
        output.end();
        allIsDue = false;
        end();
        return output.all();
    }

    private void end() {
        closed = true;
        mustTell = false;
        goOn();
    }

    /** @return completed when the lines in flight are stored, which must precede the attempt's end */
    public synchronized CompletableFuture<Void> linesStored() {
        if (areStored()) {
            return NOTHING;
        }
        if (awaited.isDone()) {
            awaited = new CompletableFuture<>();
        }
        return awaited;
    }

    /** @return when the attempt began, in milliseconds of the database's clock */
    public long startedAt() {
        return startedAt;
    }

    public synchronized int percent() {
        return percent;
    }

    public synchronized Optional<String> message() {
        return Optional.ofNullable(message);
    }
}
