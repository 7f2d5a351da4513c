package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;

/** Returns what JSON-B cannot write: an object that contains itself. */
@StepType("test-unwritable")
public class UnwritableStep implements ProcessStep<Object, UnwritableStep.Ring> {

    /** Contains itself. */
    public static class Ring {
        public Ring getNext() {
            return this;
        }
    }

    @Override
    public Ring execute(Object input, StepContext context) {
        return new Ring();
    }
}
