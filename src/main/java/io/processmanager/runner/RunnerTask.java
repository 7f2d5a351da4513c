package io.processmanager.runner;

/** What the timers of the runner are for. */
enum RunnerTask {
    /** Something was queued here, or there is room again. */
    WAKE,
    /** Something that this node has claimed waits for its job. */
    START,
    /** Stops what somebody on another node wants to be cancelled: when that node says so, and at half the interval of the queue, so that even unsaid it is heard of within one. */
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
