package io.processmanager.runner.process;

/** Receives the events of a {@link RunningProcess}. */
public interface RunningProcessListener {

    /** The job's slot is free. */
    void jobEnds();

    /** The job is idle, waiting for the database. */
    void jobPauses();

    /** The job is no longer idle. */
    void jobGoesOn();

    /** Execution has ended durably, or the claim is lost. */
    void ended(RunningProcess process);

    /** The batch runtime stops a job. */
    void jobStopped();
}
