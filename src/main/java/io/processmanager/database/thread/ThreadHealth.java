package io.processmanager.database.thread;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Whether this node's {@linkplain SupervisedThread supervised threads} work. Otherwise it stops renewing its lease,
 * so that other nodes continue its processes.
 */
@ApplicationScoped
public class ThreadHealth {

    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    public void cannotGoOn(String thread, String reason) {
        troubles.put(thread, reason);
    }

    public void goesOn(String thread) {
        troubles.remove(thread);
    }

    /** @return the threads that cannot work, and why; empty if all can */
    public Optional<String> trouble() {
        return troubles.isEmpty() ? Optional.empty() : Optional.of(troubles.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(trouble -> "thread " + trouble.getKey() + ": " + trouble.getValue()).collect(Collectors.joining("; ")));
    }
}
