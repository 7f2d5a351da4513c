package io.processmanager.runner.children;

import io.processmanager.execution.attempt.StepOutcome.Returned;
import io.processmanager.store.children.ChildGroup;

/** What has become of the children that a process has waited for. */
public sealed interface ChildOutcome {

    ChildGroup group();

    /** @param returned the output of the step that has started them */
    record Ended(ChildGroup group, Returned returned) implements ChildOutcome {
    }

    /** The step fails. */
    record Failed(ChildGroup group, Class<? extends Exception> type, String message) implements ChildOutcome {
    }

    /** They are still awaited. */
    record Living(ChildGroup group) implements ChildOutcome {
    }
}
