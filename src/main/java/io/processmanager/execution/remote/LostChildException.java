package io.processmanager.execution.remote;

import io.processmanager.StepException;

/** The virtual machine of an isolated step has ended in the middle of it. */
final class LostChildException extends StepException {

    private static final long serialVersionUID = 1L;

    /** @param exitCode 128 and the number of the signal that has ended it, where there are signals */
    LostChildException(String message, int exitCode) {
        super(exitCode, message, null);
    }
}
