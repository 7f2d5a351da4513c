package io.processmanager.runner.nodes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The other nodes that listen, as far as this one has heard of them lately. */
final class Listeners {

    /** A listener says that it is there once in so many intervals at least; what it says may be late. */
    private static final double PATIENCE = 2.5;

    private final Map<String, Long> lastHeard = new ConcurrentHashMap<>();
    private final long patienceNanos;
    private final LongSupplier nanoTime;

    /**
     * @param interval how often each says that it is there
     * @param nanoTime the time, as {@link System#nanoTime} has it
     */
    Listeners(Duration interval, LongSupplier nanoTime) {
        this.patienceNanos = (long) (interval.toNanos() * PATIENCE);
        this.nanoTime = nanoTime;
    }

    /** @return whether this node was not known, or long silent */
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
