package io.processmanager;

import io.processmanager.view.ProcessState;
import java.util.Optional;

/** There is no output, or none yet. */
public class NoOutputException extends ProcessManagerException {

    private final String pid;
    private final Optional<String> step;
    private final ProcessState state;

    /**
     * @param pid the process
     * @param step the requested step; empty for the output of the process
     * @param state the state of the process
     */
    public NoOutputException(String pid, Optional<String> step, ProcessState state) {
        super(step.map(name -> "Step '" + name + "' of process " + pid + " has no output: it has not returned. The process is " + state.jsonName())
                .orElseGet(() -> "Process " + pid + " is " + state.jsonName() + ", and has an output only while it is interrupted and when it is finished"));
        this.pid = pid;
        this.step = step;
        this.state = state;
    }

    /** @return the process */
    public String pid() {
        return pid;
    }

    /** @return the requested step; empty for the output of the process */
    public Optional<String> step() {
        return step;
    }

    /** @return the state of the process */
    public ProcessState state() {
        return state;
    }
}
