package io.processmanager;

/** No process has this pid: it never existed, or was removed. */
public class ProcessNotFoundException extends ProcessManagerException {

    private final String pid;

    /** @param pid the requested pid */
    public ProcessNotFoundException(String pid) {
        super("There is no process " + pid + ". It may have been removed: ended processes are kept for a limited time only");
        this.pid = pid;
    }

    /** @return the requested pid */
    public String pid() {
        return pid;
    }
}
