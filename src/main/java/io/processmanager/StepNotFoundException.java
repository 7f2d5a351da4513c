package io.processmanager;

/** The process has no step of this name. */
public class StepNotFoundException extends ProcessManagerException {

    private final String pid;
    private final String step;

    /**
     * @param pid the process
     * @param step the requested step
     */
    public StepNotFoundException(String pid, String step) {
        super("Process " + pid + " has no step '" + step + "'. Its look-up names the steps that it has");
        this.pid = pid;
        this.step = step;
    }

    /** @return the process */
    public String pid() {
        return pid;
    }

    /** @return the requested step */
    public String step() {
        return step;
    }
}
