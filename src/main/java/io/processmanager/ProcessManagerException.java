package io.processmanager;

/** Base class of all exceptions of the process manager. */
public abstract class ProcessManagerException extends RuntimeException {

    /** @param message the failure, its consequence and the remedy */
    protected ProcessManagerException(String message) {
        super(message);
    }

    /**
     * @param message the failure, its consequence and the remedy
     * @param cause the cause
     */
    protected ProcessManagerException(String message, Throwable cause) {
        super(message, cause);
    }
}
