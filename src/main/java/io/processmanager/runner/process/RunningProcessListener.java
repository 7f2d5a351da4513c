package io.processmanager.runner.process;

import java.time.Duration;

/** Receives the events of a {@link RunningProcess}. */
public interface RunningProcessListener {

    /** The job's slot is free. */
    void jobEnds();

    /** The job is idle, waiting for the database. */
    void jobPauses();

    /** The job is no longer idle. */
    void jobGoesOn();

    /** The step is to be retried, which is durable, and the process is due after the pause. */
    void waits(RunningProcess process, Duration pause);

    /** Execution has ended durably, or the claim is lost. */
    void ended(RunningProcess process);

    /** The batch runtime stops a job. */
    void jobStopped();
}
