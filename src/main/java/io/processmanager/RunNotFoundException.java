package io.processmanager;

/** The process has no run of that number. */
public class RunNotFoundException extends ProcessManagerException {

    private final String pid;

    /**
     * @param pid the process
     * @param number what was asked for
     */
    public RunNotFoundException(String pid, int number) {
        super("Process " + pid + " has no run " + number + "; its list of runs has the numbers that there are");
        this.pid = pid;
    }

    /** @return the process */
    public String pid() {
        return pid;
    }
}
