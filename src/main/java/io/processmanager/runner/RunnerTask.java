package io.processmanager.runner;

/** What the timers of the runner are for. */
enum RunnerTask {
    /** Something was queued here, or there is room again. */
    WAKE,
    /** Something that this node has claimed waits for its job. */
    START,
    /** Somebody on another node wants something to be cancelled. The regular look at the queue sees to it, too, and so tells when that works again after an outage. */
    CANCEL,
    /** The regular look at the queue. */
    POLL,
    /** The renewal of the lease. */
    HEARTBEAT,
    /** Needs no database: notices a lease that could not be renewed, and what waits in vain. */
    WATCH,
    /** Removal of what is past its time. */
    RETENTION
}
