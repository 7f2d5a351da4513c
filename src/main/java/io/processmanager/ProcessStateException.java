package io.processmanager;

import io.processmanager.view.ProcessState;

/** The process is not in a state that allows what was asked; it is unchanged. */
public class ProcessStateException extends ProcessManagerException {

    private final String pid;
    private final String action;
    private final ProcessState state;

    /**
     * @param pid the process
     * @param action what was asked: {@code proceed}, {@code cancel}, {@code retry} or {@code delete}
     * @param state the state that forbids it
     * @param remedy which states allow it
     */
    public ProcessStateException(String pid, String action, ProcessState state, String remedy) {
        super("Process " + pid + " is " + state.jsonName() + ", so it was left as it is: " + remedy);
        this.pid = pid;
        this.action = action;
        this.state = state;
    }

    /** @return the process */
    public String pid() {
        return pid;
    }

    /** @return what was asked */
    public String action() {
        return action;
    }

    /** @return the state that forbids it */
    public ProcessState state() {
        return state;
    }
}
