package io.processmanager.schedule.timing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Every so often. All times are multiples of the interval after one moment, so that a firing that was late delays no
 * other.
 *
 * @param anchor that moment
 * @param every the interval, at least a millisecond
 */
record IntervalTimes(Instant anchor, Duration every) implements FiringTimes {

    @Override
    public Optional<Instant> after(Instant moment) {
        long passed = Math.floorDiv(moment.toEpochMilli() - anchor.toEpochMilli(), every.toMillis());
        return Optional.of(anchor.plusMillis((Math.max(passed, 0) + 1) * every.toMillis()));
    }

    @Override
    public String description() {
        BigDecimal seconds = BigDecimal.valueOf(every.toMillis(), 3).stripTrailingZeros();
        return seconds.compareTo(BigDecimal.ONE) == 0 ? "every second" : "every " + seconds.toPlainString() + " seconds";
    }
}
