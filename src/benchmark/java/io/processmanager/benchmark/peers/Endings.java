package io.processmanager.benchmark.peers;

import io.processmanager.benchmark.node.Microseconds;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** When processes ended durably, for peers that keep no record of it: told right after the commit of the last step. */
final class Endings {

    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong untold = new AtomicLong();

    /** A step begins. */
    void stepBegan() {
        untold.incrementAndGet();
    }

    /** A step has ended, and its process goes on. */
    void stepEnded() {
        steps.incrementAndGet();
        untold.decrementAndGet();
    }

    /** The last step of a process has ended. */
    void processEnded(String id) {
        ends.put(id, Microseconds.now());
        stepEnded();
    }

    /**
     * What is told after a commit is told a little after the rows are gone.
     *
     * @param rows how many processes the tables have
     * @return how many have not ended; at least one while the end of a step is yet to be told
     */
    long waiting(long rows) {
        return Math.max(rows, untold.get());
    }

    long steps() {
        return steps.get();
    }

    /** The ends that were told so far are of no more interest; their steps stay counted. */
    void forget() {
        ends.clear();
    }

    Map<String, Long> since(long since) {
        return ends.entrySet().stream().filter(end -> end.getValue() >= since).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
