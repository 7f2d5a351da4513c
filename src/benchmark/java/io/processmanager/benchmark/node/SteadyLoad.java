package io.processmanager.benchmark.node;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that start processes, one call each, while the node executes them. They are as fast as the system lets them, but wait while the steps lag
 * behind by a backlog: a queue that grows and grows would be no steady state.
 */
final class SteadyLoad {

    private static final long GLANCE = TimeUnit.MICROSECONDS.toNanos(100);

    private final Engine engine;
    private final int backlog;
    private final AtomicLong started = new AtomicLong();
    private final Map<String, Long> starts = new ConcurrentHashMap<>();

    SteadyLoad(Engine engine, int backlog) {
        this.engine = engine;
        this.backlog = backlog;
    }

    void produceUntil(long nanoTime) throws Exception {
        while (System.nanoTime() < nanoTime) {
            if (started.get() - Beginnings.count() >= backlog) {
                LockSupport.parkNanos(GLANCE);
            } else {
                long start = Microseconds.now();
                String id = engine.start(1);
                started.incrementAndGet();
                starts.put(id, start);
            }
        }
    }

    /** @return when the call that started it began, in microseconds since 1970, by the id of the process */
    Map<String, Long> starts() {
        return starts;
    }
}
