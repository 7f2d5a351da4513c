package io.processmanager.batch.job;

import java.util.List;

/**
 * The work of a job. Called by the job's thread, except {@link #stop}, and {@link #ended} for a job stopped before it
 * began.
 */
public interface JobWork {

    /** @return unique in this deployment while the job runs */
    String id();

    /** @return the step names in order; at least one */
    List<String> stepNames();

    /**
     * Executes the next step; returns once its outcome is durable. After the last step the job may end earlier; if
     * the outcome is then not written (late cancellation, claim lost), the job ends better than the work.
     *
     * @return how the job goes on
     */
    JobDirection executeNextStep();

    /**
     * The batch runtime wants the job to stop: requested by an administrator, or the server is suspended or stopped.
     */
    void stop();

    /** The job has ended, perhaps before all steps were executed; the last call. */
    void ended();
}
