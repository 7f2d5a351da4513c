package io.processmanager.runner.children;

import io.processmanager.execution.attempt.StepOutcome.Returned;
import io.processmanager.queue.Started;
import io.processmanager.store.children.ChildGroup;
import java.util.List;

/**
 * Children that the active transaction starts.
 *
 * @param started in their order
 * @param returned what the step has returned; if nothing is awaited, with the children
 */
public record StartedChildren(ChildGroup group, List<Started> started, Returned returned) {

    public StartedChildren {
        started = List.copyOf(started);
    }
}
