package io.processmanager;

import java.util.List;

/**
 * It is unknown whether a change was made: the database connection broke during the commit and no answer came in time,
 * or the caller was interrupted. Look up the process before repeating the change.
 */
public class UnknownOutcomeException extends ProcessManagerException {

    private final List<String> pids;

    /**
     * @param pid the process; for a start, the pid it has if it was queued
     * @param cause why the outcome is unknown
     */
    public UnknownOutcomeException(String pid, Throwable cause) {
        this(List.of(pid), cause);
    }

    /**
     * @param pids the processes of one transaction, of which all or none are changed
     * @param cause why the outcome is unknown
     */
    public UnknownOutcomeException(List<String> pids, Throwable cause) {
        super("It is not known whether the change of process " + pids.get(0) + (pids.size() == 1 ? "" : " and of " + (pids.size() - 1) + " others")
                + " was made (" + cause + "). Look it up before you repeat it", cause);
        this.pids = List.copyOf(pids);
    }

    /** @return the process; the first of several */
    public String pid() {
        return pids.get(0);
    }

    /** @return the processes, in the order given */
    public List<String> pids() {
        return pids;
    }
}
