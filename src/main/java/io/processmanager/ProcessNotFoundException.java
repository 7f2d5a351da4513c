package io.processmanager;

/** There is no process of that pid: there never was, or it was removed after its retention time. */
public class ProcessNotFoundException extends ProcessManagerException {

    private final String pid;

    /** @param pid what was asked for */
    public ProcessNotFoundException(String pid) {
        super("There is no process " + pid + ". It may have been removed: ended processes are kept for a limited time only");
        this.pid = pid;
    }

    /** @return what was asked for */
    public String pid() {
        return pid;
    }
}
