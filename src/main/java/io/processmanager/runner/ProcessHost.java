package io.processmanager.runner;

/** What a {@link RunningProcess} runs in. */
interface ProcessHost {

    /** The place of its job is free for another process. */
    void jobEnds();

    /** Nothing is executed any more, and what has become of the process is durable, or the claim is lost. */
    void ended(RunningProcess process);

    /** The batch runtime stops a job. */
    void jobStopped();
}
