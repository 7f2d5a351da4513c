package io.processmanager.runner;

import io.processmanager.LogLine;
import io.processmanager.execution.StepReports;
import io.processmanager.store.Claim;
import io.processmanager.store.RunnerWrite.Report;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one attempt has said and is not yet stored. Reports in quick succession are stored together: at most one write is on its way, a new
 * one goes out after a fifth of a second at the earliest, and the runner's regular look collects what is left.
 */
final class ProgressReports implements StepReports {

    private static final long LEAST_PAUSE_NANOS = 200_000_000;

    private final Claim claim;
    private final String step;
    private final int attempt;
    private final Clock clock;
    private final Consumer<Report> sender;
    private final List<LogLine> lines = new ArrayList<>();
    private int percent;
    private String message;
    private boolean unsaid;
    private boolean closed;
    private long lastSent = System.nanoTime() - LEAST_PAUSE_NANOS;

    ProgressReports(Claim claim, String step, int attempt, Clock clock, Consumer<Report> sender) {
        this.claim = claim;
        this.step = step;
        this.attempt = attempt;
        this.clock = clock;
        this.sender = sender;
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
        if (System.nanoTime() - lastSent >= LEAST_PAUSE_NANOS) {
            send();
        }
    }

    /** Stores what is not yet stored. */
    synchronized void send() {
        if (unsaid && !closed) {
            sender.accept(new Report(claim, percent, message, List.copyOf(lines)));
            lines.clear();
            unsaid = false;
            lastSent = System.nanoTime();
        }
    }

    /** Takes no more; what an abandoned step may still say is not heard. */
    synchronized List<LogLine> close() {
        closed = true;
        return List.copyOf(lines);
    }

    synchronized int percent() {
        return percent;
    }

    synchronized Optional<String> message() {
        return Optional.ofNullable(message);
    }
}
