package io.processmanager.execution.attempt;

import io.processmanager.retry.RetryAdvice;
import io.processmanager.view.ProcessError;
import jakarta.json.JsonValue;
import java.util.Optional;

/** The outcome of an attempt. */
public sealed interface StepOutcome {

    /**
     * The step has returned.
     *
     * @param output the result
     * @param json the result as text
     * @param bytes size of the text in UTF-8
     * @param isDurable whether the checkpoint is already committed with the step's work
     * @param children processes to start with the checkpoint
     */
    record Returned(JsonValue output, String json, int bytes, boolean isDurable, Optional<ChildrenToStart> children) implements StepOutcome {

        public Returned(JsonValue output, String json, int bytes, boolean isDurable) {
            this(output, json, bytes, isDurable, Optional.empty());
        }

        public Returned durable() {
            return new Returned(output, json, bytes, true, children);
        }
    }

    /** A transactional step's checkpoint was refused or its result too late; rolled back. */
    record Refused() implements StepOutcome {
    }

    /**
     * The database failed during a transactional step's commit, whose result is unknown.
     *
     * @param reason thrown by the commit
     */
    record Undecided(Exception reason) implements StepOutcome {
    }

    /**
     * The step, its constructor, or the mapping of its input or output has thrown.
     *
     * @param error the failure
     * @param advice what it says of another attempt
     */
    record Threw(ProcessError error, RetryAdvice advice) implements StepOutcome {
    }

    /** The step was interrupted at its time limit, and abandoned if it ignores that. */
    record TimedOut() implements StepOutcome {
    }

    /**
     * The attempt was stopped; later results are ignored.
     *
     * @param reason why
     * @param amidStep whether the step had started
     */
    record Stopped(StopReason reason, boolean amidStep) implements StepOutcome {
    }

    enum StopReason {
        /** The process is cancelled. */
        CANCELLED,
        /** The runner stops; another one executes the step again. */
        HANDED_BACK,
        /** The claim is lost; no result counts. */
        CLAIM_LOST
    }
}
