package io.processmanager.execution;

import io.processmanager.ProcessManagerException;

/** Names the error of a step that returned more than may be stored. */
final class OutputTooLargeException extends ProcessManagerException {

    OutputTooLargeException(String message) {
        super(message);
    }
}
