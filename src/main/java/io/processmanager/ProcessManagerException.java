package io.processmanager;

/** What all exceptions of the process manager have in common. */
public abstract class ProcessManagerException extends RuntimeException {

    /** @param message what failed, the consequence and what to do */
    protected ProcessManagerException(String message) {
        super(message);
    }

    /**
     * @param message what failed, the consequence and what to do
     * @param cause why
     */
    protected ProcessManagerException(String message, Throwable cause) {
        super(message, cause);
    }
}
