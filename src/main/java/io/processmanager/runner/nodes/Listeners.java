package io.processmanager.runner.nodes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The other nodes known to listen. */
final class Listeners {

    /** A listener reports at least once per interval; the tolerance covers delays. */
    private static final double PATIENCE = 2.5;

    private final Map<String, Long> lastHeard = new ConcurrentHashMap<>();
    private final long patienceNanos;
    private final LongSupplier nanoTime;

    /**
     * @param interval between reports
     * @param nanoTime monotonic clock, as {@link System#nanoTime}
     */
    Listeners(Duration interval, LongSupplier nanoTime) {
        this.patienceNanos = (long) (interval.toNanos() * PATIENCE);
        this.nanoTime = nanoTime;
    }

    /** @return whether this node was unknown or had been silent for too long */
    boolean heard(String node) {
        long now = nanoTime.getAsLong();
        lastHeard.values().removeIf(heard -> now - heard > patienceNanos);
        return lastHeard.put(node, now) == null;
    }

    boolean anyIsListening() {
        long now = nanoTime.getAsLong();
        return lastHeard.values().stream().anyMatch(heard -> now - heard <= patienceNanos);
    }
}
