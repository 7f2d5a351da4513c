package io.processmanager.database;

import io.processmanager.database.thread.ThreadHealth;

/** Lets tests pretend that a thread cannot do its work. */
public final class ThreadTrouble {

    private ThreadTrouble() {
    }

    public static void begin(ThreadHealth health) {
        health.cannotGoOn("process-manager-writer-1", "it was stopped");
    }

    public static void end(ThreadHealth health) {
        health.goesOn("process-manager-writer-1");
    }
}
