package io.processmanager.runner.capacity;

import io.processmanager.configuration.Setting;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Back-pressure by memory: decides from the live heap, not from garbage, whether this node claims. There is hysteresis:
 * once over the limit, the node claims again at 9/10 of it.
 */
public final class HeapLimit {

    /** An idle node makes no garbage, so its live heap would not be measured again. */
    private static final long COLLECTION_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private final Heap heap;
    private final LongSupplier nanoTime;
    private boolean exceeded;
    private long lastCollection;

    /** The heap of a JVM. */
    public interface Heap {

        /** @return used heap in percent of the maximum, garbage included */
        int used();

        /** @return the same, as measured by the latest garbage collections */
        int usedAfterCollection();

        /** Requests a garbage collection. */
        void collect();
    }

    /**
     * @param most the limit in percent of the maximum heap; 0 for none
     * @param nanoTime a monotonic clock
     */
    public HeapLimit(int most, Heap heap, LongSupplier nanoTime) {
        this.most = most;
        this.heap = heap;
        this.nanoTime = nanoTime;
    }

    /** @return why this node must not claim; empty if it may. One thread at a time */
    public Optional<String> check() {
        if (most == 0) {
            return Optional.empty();
        }
        int live = heap.usedAfterCollection();
        if (!exceeded && live > most) {
            exceeded = true;
            lastCollection = nanoTime.getAsLong();
        } else if (exceeded && Math.min(live, heap.used()) <= most * 9 / 10) {
            exceeded = false;
        } else if (exceeded && nanoTime.getAsLong() - lastCollection >= COLLECTION_INTERVAL_NANOS) {
            lastCollection = nanoTime.getAsLong();
            heap.collect();
        }
        return exceeded ? Optional.of("its heap is full: garbage collection left more than " + most + " % of it in use (" + Setting.MAX_HEAP_SHARE.key() + ")") : Optional.empty();
    }
}
