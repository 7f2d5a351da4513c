package io.processmanager.runner.capacity;

import java.time.Duration;

/** How long a claimed process may still run. The time does not run while it waits for a slot. */
public final class RunningTime {

    private final Duration atFirst;
    private Long deadline;

    /** @param atFirst how long it may run from the beginning of its first step here */
    public RunningTime(Duration atFirst) {
        this.atFirst = atFirst;
    }

    /** @return what is left, from the first call on; not positive if the time is up */
    public Duration left() {
        if (deadline == null) {
            deadline = System.nanoTime() + atFirst.toNanos();
        }
        return Duration.ofNanos(deadline - System.nanoTime());
    }
}
