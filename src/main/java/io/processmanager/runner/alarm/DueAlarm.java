package io.processmanager.runner.alarm;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * A timer for the earliest of several due times. A timer that an earlier one has overtaken still fires, but counts no
 * more: if it set others, each overtaken timer would go on beside the rest for ever. Thread-safe.
 */
public final class DueAlarm {

    private static final long NONE = Long.MAX_VALUE;

    private final Clock clock;
    private final BiConsumer<Long, Duration> timer;
    private final AtomicLong setFor = new AtomicLong(NONE);

    /**
     * @param clock the database's
     * @param timer makes a timer for a time, given in milliseconds of that clock, and fires after the duration; {@link #fired} is to be called with the time then
     */
    public DueAlarm(Clock clock, BiConsumer<Long, Duration> timer) {
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * Sets the alarm, unless it is set for an earlier time. One whose time has passed without firing was dropped, by a
     * suspended server, and is set again.
     *
     * @param dueAt when it is to fire, in milliseconds of the clock
     * @param leastPause after how many milliseconds from now at the earliest
     */
    public void set(long dueAt, long leastPause) {
        long now = clock.millis();
        long time = Math.max(dueAt, now + leastPause);
        long before = setFor.getAndUpdate(set -> time < set || set <= now ? time : set);
        if (time < before || before <= now) {
            // A millisecond later, as the clock is known to about as much.
            timer.accept(time, Duration.ofMillis(time - now + 1));
        }
    }

    /**
     * @param time of the timer that has fired
     * @return whether that was the alarm, which is not set any more
     */
    public boolean fired(long time) {
        return setFor.compareAndSet(time, NONE);
    }
}
