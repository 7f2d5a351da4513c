package io.processmanager.runner;

import io.processmanager.LogLine;
import io.processmanager.execution.StepReports;
import io.processmanager.store.Claim;
import io.processmanager.store.RunnerWrite.Report;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What one attempt has said and is not yet stored. Reports in quick succession are stored together: at most one write is on its way, a new
 * one goes out after a fifth of a second at the earliest, and the runner's regular look collects what is left.
 * <p>
 * The first report of the first step under a claim tells everybody that the process runs now. A step that is over within a moment tells nothing: its end says it all, and
 * most steps are so short that one more write would make them take longer than they do.
 */
final class ProgressReports implements StepReports {

    private static final long LEAST_PAUSE_NANOS = 200_000_000;

    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Claim claim;
    private final String step;
    private final int attempt;
    private final long startedAt;
    private final Clock clock;
    private final Function<Report, CompletableFuture<Void>> sender;
    private final List<LogLine> lines = new ArrayList<>();
    private int percent;
    private String message;
    private boolean unsaid;
    private boolean closed;
    private long lastSent = System.nanoTime() - LEAST_PAUSE_NANOS;
    private volatile boolean mustTell;
    private volatile long begun;
    private CompletableFuture<Void> lastWrite = NOTHING;

    /**
     * @param claim of the process
     * @param step the name of the step
     * @param attempt which attempt of it
     * @param startedAt when it began, in milliseconds of the database's clock
     * @param clock the database's
     * @param sender stores a report, and completes what it returns when that is over, whatever has become of it
     */
    ProgressReports(Claim claim, String step, int attempt, long startedAt, Clock clock, Function<Report, CompletableFuture<Void>> sender) {
        this.claim = claim;
        this.step = step;
        this.attempt = attempt;
        this.startedAt = startedAt;
        this.clock = clock;
        this.sender = sender;
    }

    /** The first step under a claim begins; of those after it the checkpoint of the one before has told. */
    void begin() {
        begun = System.nanoTime();
        mustTell = true;
    }

    /** @return whether nobody was told yet that the step has begun, although it has been executed for as long as that */
    boolean isUntoldFor(long nanos) {
        return mustTell && System.nanoTime() - begun >= nanos;
    }

    /** Tells everybody that the step has begun, if that was not done before. */
    synchronized CompletableFuture<Void> tell() {
        if (mustTell) {
            send();
        }
        return lastWrite;
    }

    @Override
    public synchronized void progress(int newPercent, String newMessage) {
        if (!closed && (newPercent != percent || !java.util.Objects.equals(newMessage, message))) {
            percent = newPercent;
            message = newMessage;
            unsaid = true;
            sendIfPaused();
        }
    }

    @Override
    public synchronized void line(LogLine.Stream stream, String text) {
        if (!closed) {
            lines.add(new LogLine(clock.instant(), step, attempt, stream, text));
            unsaid = true;
        }
    }

    /** Stores what is not yet stored, unless that was done a moment ago. */
    synchronized void sendIfPaused() {
        if (unsaid && System.nanoTime() - lastSent >= LEAST_PAUSE_NANOS) {
            send();
        }
    }

    /** Stores what is not yet stored. */
    synchronized void send() {
        if ((unsaid || mustTell) && !closed) {
            mustTell = false;
            lastWrite = sender.apply(new Report(claim, startedAt, percent, message, List.copyOf(lines)));
            lines.clear();
            unsaid = false;
            lastSent = System.nanoTime();
        }
    }

    /** Takes no more; what an abandoned step may still say is not heard. */
    synchronized List<LogLine> close() {
        closed = true;
        mustTell = false;
        return List.copyOf(lines);
    }

    synchronized int percent() {
        return percent;
    }

    synchronized Optional<String> message() {
        return Optional.ofNullable(message);
    }
}
