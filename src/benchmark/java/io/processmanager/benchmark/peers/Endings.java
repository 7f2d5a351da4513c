package io.processmanager.benchmark.peers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.processmanager.benchmark.node.Microseconds;

/** When processes ended durably, for peers that keep no record of it: told right after the commit of the last step. */
final class Endings {

    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private final AtomicLong steps = new AtomicLong();

    /** A step has ended, and its process goes on. */
    void stepEnded() {
        steps.incrementAndGet();
    }

    /** The last step of a process has ended. */
    void processEnded(String id) {
        ends.put(id, Microseconds.now());
        steps.incrementAndGet();
    }

    long steps() {
        return steps.get();
    }

    Map<String, Long> since(long since) {
        return ends.entrySet().stream().filter(end -> end.getValue() >= since).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
