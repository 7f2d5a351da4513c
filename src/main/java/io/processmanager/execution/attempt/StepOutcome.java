package io.processmanager.execution.attempt;

import io.processmanager.view.ProcessError;
import jakarta.json.JsonValue;

/** What came of one attempt of a step. */
public sealed interface StepOutcome {

    /**
     * The step has returned.
     *
     * @param output what it returned
     * @param json the same as text
     * @param bytes how many bytes the text has in UTF-8
     * @param isDurable whether its checkpoint has been committed together with its work already
     */
    record Returned(JsonValue output, String json, int bytes, boolean isDurable) implements StepOutcome {

        public Returned durable() {
            return new Returned(output, json, bytes, true);
        }
    }

    /** The checkpoint of a transactional step was refused, or its result came too late; all that it did in the database was undone. */
    record Refused() implements StepOutcome {
    }

    /**
     * A transactional step has done its work, and then the database went away: its commit was not made, or it was made and the answer was lost.
     *
     * @param reason what the commit has thrown
     */
    record Undecided(Exception reason) implements StepOutcome {
    }

    /**
     * The step, its constructor or the mapping of its input or output has thrown.
     *
     * @param error what was thrown
     */
    record Threw(ProcessError error) implements StepOutcome {
    }

    /** The time was up; the step was interrupted, and abandoned if it takes no notice of that. */
    record TimedOut() implements StepOutcome {
    }

    /**
     * Somebody has stopped the attempt; if the step has returned after all, nobody wants to know.
     *
     * @param reason why
     * @param amidStep whether the step had begun
     */
    record Stopped(StopReason reason, boolean amidStep) implements StepOutcome {
    }

    /** Why an attempt is stopped from outside. */
    enum StopReason {
        /** The process is cancelled. */
        CANCELLED,
        /** The runner stops; another one is to execute the step again. */
        HANDED_BACK,
        /** The runner has lost its claim: whatever comes of the attempt is worthless. */
        CLAIM_LOST
    }
}
