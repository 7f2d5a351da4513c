package io.processmanager.runner;

import io.processmanager.runner.process.RunningProcesses;

/** Lets tests look at what the runner keeps to itself. */
public final class RunnerInsight {

    private RunnerInsight() {
    }

    /** How many processes this node holds in memory. */
    public static int heldBy(RunningProcesses running) {
        return running.size();
    }

    /** Whether what is started on this node is claimed by its insert. */
    public static boolean claimsAtOnce(Runner runner) {
        return runner.claimsAtOnce().isPresent();
    }
}
