package io.processmanager.rest.following;

import io.processmanager.store.StoredProcesses;
import io.processmanager.store.change.ProcessChanges;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Processes followed by clients of this node. */
@ApplicationScoped
public class FollowedProcesses {

    private final StoredProcesses processes;
    private final ProcessChanges changes;
    private final Map<Wanted, FollowedProcess> followed = new ConcurrentHashMap<>();

    private record Wanted(String pid, boolean withoutOutputs) {
    }

    @Inject
    FollowedProcesses(StoredProcesses processes, ProcessChanges changes) {
        this.processes = processes;
        this.changes = changes;
    }

    /** For the CDI proxy only. */
    FollowedProcesses() {
        this(null, null);
    }

    /** @return the instance shared by its followers; follow it at once */
    FollowedProcess process(String pid, boolean withoutOutputs) {
        return followed.computeIfAbsent(new Wanted(pid, withoutOutputs), wanted -> new FollowedProcess(pid,
                () -> withoutOutputs ? processes.findWithoutOutputs(pid) : processes.find(pid), changes, () -> followed.remove(wanted)));
    }
}
