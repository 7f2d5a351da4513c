package io.processmanager.runner.process;

/** What a {@link RunningProcess} runs in. */
public interface RunningProcessListener {

    /** The slot of its job is free for another process. */
    void jobEnds();

    /** The job waits for the database, and has nothing to do until then. */
    void jobPauses();

    /** It has. */
    void jobGoesOn();

    /** Nothing is executed any more, and what has become of the process is durable, or the claim is lost. */
    void ended(RunningProcess process);

    /** The batch runtime stops a job. */
    void jobStopped();
}
