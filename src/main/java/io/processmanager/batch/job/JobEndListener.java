package io.processmanager.batch.job;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.enterprise.inject.Vetoed;

/** Tells the work that its job has ended, even if the batch runtime failed. */
@Vetoed
public class JobEndListener extends AbstractJobListener {

    private final String work;

    /** See {@link StepBatchlet#StepBatchlet()}. */
    public JobEndListener() {
        this("");
    }

    /** @param work id of the {@link JobWork} */
    public JobEndListener(String work) {
        this.work = work;
    }

    @Override
    public void afterJob() {
        WorkInProgress.remove(work).ifPresent(ended -> JobThreads.end(ended::ended));
    }
}
