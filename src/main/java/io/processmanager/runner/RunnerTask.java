package io.processmanager.runner;

/** The tasks of the runner's timers. */
enum RunnerTask {
    /** Claims at once: something was queued, or there is room again. */
    WAKE,
    /** Starts jobs for claimed processes. */
    START,
    /**
     * Stops processes cancelled on other nodes: on their signal, and at half the poll interval in case none arrives.
     */
    CANCEL,
    /** Follows an order to pause, resume or drain, on its signal; the poll does so, too. */
    OBEY,
    /** Polls the queue. */
    POLL,
    /** Renews the lease. */
    HEARTBEAT,
    /** Detects an expired lease and processes that waited too long. No database access. */
    WATCH,
    /** Deletes expired data. */
    RETENTION
}
