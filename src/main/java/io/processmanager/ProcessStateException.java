package io.processmanager;

import io.processmanager.view.ProcessState;

/** The state of the process forbids the action. It is unchanged. */
public class ProcessStateException extends ProcessManagerException {

    private final String pid;
    private final String action;
    private final ProcessState state;

    /**
     * @param pid the process
     * @param action {@code proceed}, {@code cancel}, {@code retry} or {@code delete}
     * @param state the state that forbids it
     * @param remedy the states that allow it
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

    /** @return the refused action */
    public String action() {
        return action;
    }

    /** @return the state that forbids it */
    public ProcessState state() {
        return state;
    }
}
