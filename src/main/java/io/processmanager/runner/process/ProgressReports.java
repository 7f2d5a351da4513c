package io.processmanager.runner.process;

import io.processmanager.execution.attempt.StepReports;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.view.LogLine;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What one attempt has said and is not yet stored. Reports in quick succession are stored together: at most one write is on its way, a new
 * one goes out after a fifth of a second at the earliest, and the runner's regular look collects what is left. Many lines go out at once, part by part; the checkpoint takes
 * no more than a few along, so that those who share its commit do not wait for them.
 * <p>
 * The first report of the first step under a claim tells everybody that the process runs now. A step that is over within a moment tells nothing: its end says it all, and
 * most steps are so short that one more write would make them take longer than they do.
 */
final class ProgressReports implements StepReports {

    private static final long LEAST_PAUSE_NANOS = 200_000_000;

    /** What goes along with a checkpoint; more would hold up those who share its commit. */
    private static final int MOST_LINES_WITH_CHECKPOINT = 64;
    private static final int MOST_CHARACTERS_WITH_CHECKPOINT = 16_384;

    /** What does not wait for the regular look, and is written at once. */
    private static final int MANY_LINES = 512;
    private static final int MANY_CHARACTERS = 65_536;

    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Claim claim;
    private final String step;
    private final int attempt;
    private final long startedAt;
    private final Clock clock;
    private final Function<Report, CompletableFuture<Void>> sender;
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private int characters;
    private int percent;
    private String message;
    private boolean unsaid;
    private boolean closed;
    /** What is to be stored as soon as the write that is on its way has arrived: everything, or how far the step is. */
    private boolean allIsDue, progressIsDue;
    private boolean carriesLines;
    private long lastSent = System.nanoTime() - LEAST_PAUSE_NANOS;
    private volatile boolean mustTell;
    private volatile long begun;
    private CompletableFuture<Void> lastWrite = NOTHING;
    private CompletableFuture<Void> awaited = NOTHING;

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
            characters += text.length();
            unsaid = true;
            if (areMany()) {
                goOn();
            }
        }
    }

    /** Stores what is not yet stored, unless that was done a moment ago. */
    synchronized void sendIfPaused() {
        if (unsaid && System.nanoTime() - lastSent >= LEAST_PAUSE_NANOS) {
            send();
        }
    }

    /** Stores what is not yet stored. */
    private void send() {
        if ((unsaid || mustTell) && !closed) {
            allIsDue = true;
            goOn();
        }
    }

    /** Stores how far the step was at last; what it has said in words is left for {@link #close}. */
    synchronized void sendProgress() {
        if ((unsaid || mustTell) && !closed) {
            progressIsDue = true;
            goOn();
        }
    }

    private boolean areMany() {
        return lines.size() >= MANY_LINES || characters >= MANY_CHARACTERS;
    }

    /** Hands the next writes over, one at a time: they may go to different writers. */
    private synchronized void goOn() {
        while (lastWrite.isDone() && (areLinesDue() || progressIsDue)) {
            List<LogLine> part = areLinesDue() ? nextPart() : List.of();
            allIsDue = allIsDue && !lines.isEmpty();
            progressIsDue = false;
            mustTell = false;
            unsaid = !lines.isEmpty();
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

    /** Reports without lines go the way of what is written next, and are written before it. */
    private boolean areStored() {
        return !allIsDue && !progressIsDue && (lastWrite.isDone() || !carriesLines);
    }

    private List<LogLine> nextPart() {
        List<LogLine> part = new ArrayList<>();
        int length = 0;
        while (!lines.isEmpty() && part.size() < MANY_LINES && length < MANY_CHARACTERS) {
            LogLine line = lines.remove();
            length += line.text().length();
            part.add(line);
        }
        characters -= length;
        return part;
    }

    /**
     * Takes no more; what an abandoned step may still say is not heard.
     *
     * @return the lines that are left for what is written next about the process, and are few; others are on their way, see {@link #linesStored}
     */
    synchronized List<LogLine> close() {
        boolean few = lines.size() <= MOST_LINES_WITH_CHECKPOINT && characters <= MOST_CHARACTERS_WITH_CHECKPOINT;
        allIsDue = allIsDue || !few;
        List<LogLine> left = List.of();
        if (!allIsDue) {
            left = List.copyOf(lines);
            lines.clear();
            characters = 0;
        }
        end();
        return left;
    }

    /**
     * Likewise, for a transaction that nobody shares. It may be rolled back, and the lines are needed once more then.
     *
     * @return all lines that are left
     */
    synchronized List<LogLine> closeForOwnTransaction() {
        allIsDue = false;
        end();
        return List.copyOf(lines);
    }

    private void end() {
        closed = true;
        mustTell = false;
        goOn();
    }

    /** @return completed when the lines that are on their way are stored, which is to happen before the end of the attempt is */
    synchronized CompletableFuture<Void> linesStored() {
        if (areStored()) {
            return NOTHING;
        }
        if (awaited.isDone()) {
            awaited = new CompletableFuture<>();
        }
        return awaited;
    }

    synchronized int percent() {
        return percent;
    }

    synchronized Optional<String> message() {
        return Optional.ofNullable(message);
    }
}
