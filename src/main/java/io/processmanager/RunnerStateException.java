package io.processmanager;

import io.processmanager.view.RunnerInfo.Status;

/** The status of the runner forbids the action. It is unchanged. */
public class RunnerStateException extends ProcessManagerException {

    private final String id;
    private final String action;
    private final Status status;

    /**
     * @param id the runner
     * @param action {@code pause}, {@code resume} or {@code drain}
     * @param status the status that forbids it
     */
    public RunnerStateException(String id, String action, Status status) {
        super("Runner " + id + " is " + status.jsonName() + ", so it was left as it is: " + (status.isEnded()
                ? "it has ended for good; restart its deployment, which begins a new runner, if the node is to execute again"
                : "a draining runner cannot be paused; resume it before, if it is to stay"));
        this.id = id;
        this.action = action;
        this.status = status;
    }

    /** @return the runner */
    public String id() {
        return id;
    }

    /** @return the refused action */
    public String action() {
        return action;
    }

    /** @return the status that forbids it */
    public Status status() {
        return status;
    }
}
