package io.processmanager.execution.isolation;

import io.processmanager.ProcessManagerException;

/** A step left a transaction open, or ended one that was not its own. */
final class LeftTransactionException extends ProcessManagerException {

    LeftTransactionException(String message) {
        super(message);
    }
}
