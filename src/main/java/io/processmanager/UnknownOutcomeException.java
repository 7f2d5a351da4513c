package io.processmanager;

/**
 * The connection to the database broke while a process was being queued, or the caller did not wait until that was done: the process may have been queued or not. Look it
 * up before it is started again.
 */
public class UnknownOutcomeException extends ProcessManagerException {

    private final String pid;

    /**
     * @param pid the pid that the process has if it was queued
     * @param cause why nobody knows
     */
    public UnknownOutcomeException(String pid, Throwable cause) {
        super("It is not known whether process " + pid + " was queued (" + cause + "). Look it up before you start it again", cause);
        this.pid = pid;
    }

    /** @return the pid that the process has if it was queued */
    public String pid() {
        return pid;
    }
}
