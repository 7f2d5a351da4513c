package io.processmanager.runner.capacity;

import java.time.Duration;

/** The remaining running time of a claimed process; starts with its first step here. */
public final class RunningTime {

    private final Duration atFirst;
    private Long deadline;

    /** @param atFirst from the start of its first step here */
    public RunningTime(Duration atFirst) {
        this.atFirst = atFirst;
    }

    /**
     * Starts the clock on the first call.
     *
     * @return the remaining time; zero or negative if over
     */
    public Duration left() {
        if (deadline == null) {
            deadline = System.nanoTime() + atFirst.toNanos();
        }
        return Duration.ofNanos(deadline - System.nanoTime());
    }
}
