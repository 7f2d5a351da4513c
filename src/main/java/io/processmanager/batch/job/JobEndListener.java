package io.processmanager.batch.job;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.enterprise.inject.Vetoed;

/** Tells the work that its job has ended, so that nothing is left hanging even if the batch runtime itself has failed. */
@Vetoed
public class JobEndListener extends AbstractJobListener {

    private final String work;

    /** Likewise for a runtime that restarts a job by itself: see {@link StepBatchlet#StepBatchlet()}. */
    public JobEndListener() {
        this("");
    }

    /** @param work the id of the {@link JobWork} */
    public JobEndListener(String work) {
        this.work = work;
    }

    @Override
    public void afterJob() {
        WorkInProgress.remove(work).ifPresent(ended -> JobThreads.end(ended::ended));
    }
}
