package io.processmanager.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Limits of a queue over the whole cluster: {@link #NONE}, or a copy of it by the {@code with…} methods. A process
 * counts from its claim by a runner until it ends, waits or is interrupted.
 *
 * @param maxConcurrent how many processes at a time; empty for any number
 * @param maxConcurrentPerKey how many at a time with the same {@linkplain Queuing#withConcurrencyKey concurrency key}
 * @param rate how many claims per period
 */
public record QueueLimits(Optional<Integer> maxConcurrent, Optional<Integer> maxConcurrentPerKey, Optional<Rate> rate) {

    public static final QueueLimits NONE = new QueueLimits(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int MOST = 1_000_000;
    private static final Duration LONGEST_PERIOD = Duration.ofDays(365);

    /**
     * @param count how many claims, at least one
     * @param period in which time; a period begins with the first claim after the one before
     */
    public record Rate(int count, Duration period) {
    }

    public QueueLimits withMaxConcurrent(int most) {
        return new QueueLimits(Optional.of(most), maxConcurrentPerKey, rate);
    }

    public QueueLimits withMaxConcurrentPerKey(int most) {
        return new QueueLimits(maxConcurrent, Optional.of(most), rate);
    }

    public QueueLimits withRate(int count, Duration period) {
        return new QueueLimits(maxConcurrent, maxConcurrentPerKey, Optional.of(new Rate(count, period)));
    }

    /** @param refuse receives the field and the reason of each violation */
    public void check(BiConsumer<String, String> refuse) {
        maxConcurrent.ifPresent(most -> check("max_concurrent", most, refuse));
        maxConcurrentPerKey.ifPresent(most -> check("max_concurrent_per_key", most, refuse));
        if (maxConcurrent.isPresent() && maxConcurrentPerKey.filter(most -> most > maxConcurrent.get()).isPresent()) {
            refuse.accept("max_concurrent_per_key", "is more than max_concurrent allows at all");
        }
        rate.ifPresent(limit -> {
            check("rate.count", limit.count(), refuse);
            if (limit.period().toMillis() < 1 || limit.period().compareTo(LONGEST_PERIOD) > 0) {
                refuse.accept("rate.period", "expected more than 0 and at most " + LONGEST_PERIOD.toSeconds() + " seconds");
            }
        });
    }

    private static void check(String field, int most, BiConsumer<String, String> refuse) {
        if (most < 1 || most > MOST) {
            refuse.accept(field, "expected a whole number from 1 to " + MOST + "; pause the queue to let nothing begin");
        }
    }
}
