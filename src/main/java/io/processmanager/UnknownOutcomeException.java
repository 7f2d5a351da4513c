package io.processmanager;

import java.util.List;

/**
 * The connection to the database broke while a change was being committed, and the database could not be asked in time what has become of it; or the caller did not wait
 * until it was done. The change may have been made or not: look before it is repeated.
 */
public class UnknownOutcomeException extends ProcessManagerException {

    private final List<String> pids;

    /**
     * @param pid the process that was to be changed; for one that was to be queued, the pid that it has if it was
     * @param cause why nobody knows
     */
    public UnknownOutcomeException(String pid, Throwable cause) {
        this(List.of(pid), cause);
    }

    /**
     * @param pids likewise, of all the processes of one transaction: either all of them are changed, or none is
     * @param cause why nobody knows
     */
    public UnknownOutcomeException(List<String> pids, Throwable cause) {
        super("It is not known whether the change of process " + pids.get(0) + (pids.size() == 1 ? "" : " and of " + (pids.size() - 1) + " others")
                + " was made (" + cause + "). Look it up before you repeat it", cause);
        this.pids = List.copyOf(pids);
    }

    /** @return the process that was changed, if any was; the first of several */
    public String pid() {
        return pids.get(0);
    }

    /** @return the processes that were changed, if any was, in the order in which they were given */
    public List<String> pids() {
        return pids;
    }
}
