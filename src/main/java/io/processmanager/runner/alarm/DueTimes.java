package io.processmanager.runner.alarm;

import io.processmanager.database.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;

/**
 * When something that is queued or waits becomes due in the near future, as far as this node knows: it is then looked for at that
 * time, not at the next regular look. To forget a time does no harm but that delay.
 */
@ApplicationScoped
public class DueTimes {

    /** What is due later is found in the database in time. */
    public static final Duration HORIZON = Duration.ofSeconds(15);

    /** In a storm of retries, one look takes what became due in the meantime. */
    private static final long LEAST_PAUSE_MILLIS = 5;

    private static final int MOST = 100_000;

    private final ConcurrentSkipListSet<Long> times = new ConcurrentSkipListSet<>();
    private final Clock clock;
    private volatile DueAlarm alarm;

    @Inject
    DueTimes(DatabaseClock clock) {
        this((Clock) clock);
    }

    DueTimes(Clock clock) {
        this.clock = clock;
        onAlarm((time, after) -> { });
    }

    /** For the container's proxy only. */
    DueTimes() {
        this((Clock) null);
    }

    /** @param timer makes a timer, see {@link DueAlarm}; {@link #passed} is to be called when it fires */
    public void onAlarm(BiConsumer<Long, Duration> timer) {
        alarm = new DueAlarm(clock, timer);
    }

    /**
     * @param dueAt when something becomes due, in milliseconds of the database's clock; any number of times
     */
    public void add(long dueAt) {
        long now = clock.millis();
        if (dueAt > now && dueAt <= now + HORIZON.toMillis() && times.size() < MOST && times.add(dueAt)) {
            setAlarm();
        }
    }

    /**
     * Forgets what is due now; the caller looks for it.
     *
     * @param time of the timer that has fired
     */
    public void passed(long time) {
        if (alarm.fired(time)) {
            times.headSet(clock.millis(), true).clear();
            setAlarm();
        }
    }

    private void setAlarm() {
        Long first = times.ceiling(Long.MIN_VALUE);
        if (first != null) {
            alarm.set(first, LEAST_PAUSE_MILLIS);
        }
    }
}
