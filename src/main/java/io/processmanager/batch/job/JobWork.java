package io.processmanager.batch.job;

import java.util.List;

/** What a batch job is to do. Called by the job's thread, but for {@link #stop} and for {@link #ended} if the job was stopped before it has begun. */
public interface JobWork {

    /** @return what the job is known by while it runs; unique in this deployment */
    String id();

    /** @return the names of the steps to execute, in order; at least one */
    List<String> stepNames();

    /**
     * Executes the next step and does not return before its outcome is durable. Only after the last one the job may end before that, as nothing more is begun; should
     * the outcome then not be written (the work was cancelled at the last moment, or is somebody else's by now), the job has ended in a better way than the work.
     *
     * @return how the job goes on
     */
    JobDirection executeNextStep();

    /** The batch runtime wants the job to stop: an administrator has said so, or the server is suspended or stopped. */
    void stop();

    /** The job has ended, in whatever way, perhaps before all steps were executed; nothing is called afterwards. */
    void ended();
}
