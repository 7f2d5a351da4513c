package io.processmanager.store.claim;

import io.processmanager.ProcessManagerException;

/** The error of a process that lost its runner during a step once too often. */
public final class RunnerLostException extends ProcessManagerException {

    RunnerLostException(String message) {
        super(message);
    }

    /** @param maxRescues how often the step may be executed again */
    static String lost(String reason, int maxRescues) {
        return reason + ". " + conclusion(maxRescues);
    }

    /**
     * @param step the step during which the runner was stopped in an orderly way
     * @param maxRescues how often it may be executed again
     * @return what happened and what to do
     */
    public static String stopped(String step, int maxRescues) {
        return "The server or the deployment was stopped in the middle of step " + step + ", and the step did not end within the grace time. " + conclusion(maxRescues)
                + ". If servers were stopped on purpose while the step took its time, raise process-manager.runner.stop-grace or process-manager.runner.max-rescues";
    }

    private static String conclusion(int maxRescues) {
        return "It has been broken off " + (maxRescues + 1) + " times without getting to its end, and process-manager.runner.max-rescues allows " + maxRescues
                + ". It is not executed again, as this step seems to end servers. Find out why in the servers' logs, then retry the process";
    }
}
