package io.processmanager.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a process waits for its turn: {@link #DEFAULT}, or a modified copy by a {@code with…} method. Immutable; validated
 * with the whole process when it is started.
 */
public final class Queuing {

    public static final String DEFAULT_QUEUE = "default";
    public static final int DEFAULT_PRIORITY = 4;

    /** The default queue and priority, due at once, without keys and tags. */
    public static final Queuing DEFAULT = new Queuing(DEFAULT_QUEUE, DEFAULT_PRIORITY, null, null, null, null, List.of());

    private final String queue;
    private final int priority;
    private final Instant runAt;
    private final Duration delay;
    private final String uniqueKey;
    private final String concurrencyKey;
    private final List<String> tags;

    private Queuing(String queue, int priority, Instant runAt, Duration delay, String uniqueKey, String concurrencyKey,
            List<String> tags) {
        this.queue = Objects.requireNonNull(queue, "queue");
        this.priority = priority;
        this.runAt = runAt;
        this.delay = delay;
        this.uniqueKey = uniqueKey;
        this.concurrencyKey = concurrencyKey;
        this.tags = List.copyOf(tags);
    }

    /**
     * @param queue 1 to 100 letters, digits, {@code -}, {@code _} and {@code .}
     * @return {@link #DEFAULT} in this queue
     */
    public static Queuing in(String queue) {
        return DEFAULT.withQueue(queue);
    }

    /**
     * @param name 1 to 100 letters, digits, {@code -}, {@code _} and {@code .}
     * @return a copy in this queue
     */
    public Queuing withQueue(String name) {
        return new Queuing(name, priority, runAt, delay, uniqueKey, concurrencyKey, tags);
    }

    /**
     * @param level 0 to 9; 9 goes first within a queue
     * @return a copy with this priority
     */
    public Queuing withPriority(int level) {
        return new Queuing(queue, level, runAt, delay, uniqueKey, concurrencyKey, tags);
    }

    /**
     * @param time not to be executed before; at once if it has passed
     * @return a copy with this time
     */
    public Queuing withRunAt(Instant time) {
        return new Queuing(queue, priority, time, delay, uniqueKey, concurrencyKey, tags);
    }

    /**
     * @param pause how long to wait at least, from the start; instead of a {@linkplain #withRunAt time}
     * @return a copy with this delay
     */
    public Queuing withDelay(Duration pause) {
        return new Queuing(queue, priority, runAt, pause, uniqueKey, concurrencyKey, tags);
    }

    /**
     * @param key 1 to 200 characters; while a process with the same key has not ended, a start returns its pid
     * @return a copy with this key
     */
    public Queuing withUniqueKey(String key) {
        return new Queuing(queue, priority, runAt, delay, key, concurrencyKey, tags);
    }

    /**
     * @param key 1 to 200 characters; a queue may limit how many processes with the same key execute at a time
     * @return a copy with this key
     */
    public Queuing withConcurrencyKey(String key) {
        return new Queuing(queue, priority, runAt, delay, uniqueKey, key, tags);
    }

    /**
     * @param labels at most 10 for lists to filter by, 1 to 50 characters each
     * @return a copy with these tags instead of its own
     */
    public Queuing withTags(String... labels) {
        return new Queuing(queue, priority, runAt, delay, uniqueKey, concurrencyKey, List.of(labels));
    }

    public String queue() {
        return queue;
    }

    public int priority() {
        return priority;
    }

    public Optional<Instant> runAt() {
        return Optional.ofNullable(runAt);
    }

    public Optional<Duration> delay() {
        return Optional.ofNullable(delay);
    }

    public Optional<String> uniqueKey() {
        return Optional.ofNullable(uniqueKey);
    }

    public Optional<String> concurrencyKey() {
        return Optional.ofNullable(concurrencyKey);
    }

    public List<String> tags() {
        return tags;
    }

    /**
     * @param created when the process is started
     * @return when it is due
     */
    public Instant due(Instant created) {
        Instant due = runAt().orElseGet(() -> created.plus(delay().orElse(Duration.ZERO)));
        return due.isBefore(created) ? created : due;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Queuing queuing && parts().equals(queuing.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return "Queuing" + parts();
    }

    private List<Object> parts() {
        return Arrays.asList(queue, priority, runAt, delay, uniqueKey, concurrencyKey, tags);
    }
}
