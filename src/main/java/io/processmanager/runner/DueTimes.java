package io.processmanager.runner;

import io.processmanager.database.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * When something that is queued or waits becomes due in the near future, as far as this node knows: it is then looked for at that
 * time, not at the next regular look. To forget a time does no harm but that delay.
 */
@ApplicationScoped
public class DueTimes {

    /** What is due later is found in the database in time. */
    static final Duration HORIZON = Duration.ofSeconds(15);

    /** In a storm of retries, one look takes what became due in the meantime. */
    private static final long LEAST_PAUSE_MILLIS = 5;

    private static final int MOST = 100_000;
    private static final long NONE = Long.MAX_VALUE;

    private final ConcurrentSkipListSet<Long> times = new ConcurrentSkipListSet<>();
    /** When the alarm is set for. */
    private final AtomicLong alarm = new AtomicLong(NONE);
    private volatile Consumer<Duration> setAlarm = after -> { };
    private final Clock clock;

    @Inject
    DueTimes(DatabaseClock clock) {
        this((Clock) clock);
    }

    DueTimes(Clock clock) {
        this.clock = clock;
    }

    /** For the container's proxy only. */
    DueTimes() {
        this((Clock) null);
    }

    /** @param setAlarm arranges that {@link #passed} is called after that time */
    void onAlarm(Consumer<Duration> setAlarm) {
        this.setAlarm = setAlarm;
    }

    /**
     * @param dueAt when something becomes due, in milliseconds of the database's clock; any number of times
     */
    void add(long dueAt) {
        long now = clock.millis();
        if (dueAt > now && dueAt <= now + HORIZON.toMillis() && times.size() < MOST && times.add(dueAt)) {
            arrange(now);
        }
    }

    /** Forgets what is due now; the caller looks for it. */
    void passed() {
        alarm.set(NONE);
        long now = clock.millis();
        times.headSet(now, true).clear();
        arrange(now);
    }

    /** Sets the alarm, unless it is set for an earlier time. */
    private void arrange(long now) {
        Long first = times.isEmpty() ? null : times.ceiling(0L);
        if (first != null) {
            long next = Math.max(first, now + LEAST_PAUSE_MILLIS);
            if (alarm.getAndAccumulate(next, Math::min) > next) {
                setAlarm.accept(Duration.ofMillis(next - now + 1));
            }
        }
    }
}
