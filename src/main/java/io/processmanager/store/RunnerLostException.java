package io.processmanager.store;

import io.processmanager.ProcessManagerException;

/** Names the error of a process that was not continued once more after its runner had died. */
final class RunnerLostException extends ProcessManagerException {

    RunnerLostException(String message) {
        super(message);
    }

    static String message(String node, int maxRescues) {
        return "The runner on node " + node + " died while it executed this step, as " + maxRescues
                + " runners before it did; it is not tried again, in case that it is the step which takes the server down. Find out in that server's"
                + " log, then retry the process";
    }
}
