package io.processmanager.execution.attempt;

import io.processmanager.ManagedProcess;
import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import java.util.List;

/**
 * The child processes that an attempt wants to be started with its checkpoint.
 *
 * @param processes in the order of the output; not yet checked
 */
public record ChildrenToStart(List<ManagedProcess> processes, ChildWait awaited, ChildFailure onFailure) {

    public ChildrenToStart {
        processes = List.copyOf(processes);
    }

    /** @return whether the process waits for any of them */
    public boolean isAwaited() {
        return awaited != ChildWait.NONE && !processes.isEmpty();
    }
}
