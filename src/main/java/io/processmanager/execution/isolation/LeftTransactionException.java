package io.processmanager.execution.isolation;

import io.processmanager.ProcessManagerException;

/** Names the error of a step that left a transaction open, or has ended one that was not its own. */
final class LeftTransactionException extends ProcessManagerException {

    LeftTransactionException(String message) {
        super(message);
    }
}
