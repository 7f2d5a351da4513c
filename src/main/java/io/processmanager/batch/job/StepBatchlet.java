package io.processmanager.batch.job;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.inject.Vetoed;

/** Wraps one step of a process. */
@Vetoed
public class StepBatchlet extends AbstractBatchlet {

    private final String work;

    /** For a batch runtime that restarts a job by itself after a suspension: its work is gone, as the process was handed back long ago. */
    public StepBatchlet() {
        this("");
    }

    /** @param work the id of the {@link JobWork} */
    public StepBatchlet(String work) {
        this.work = work;
    }

    @Override
    public String process() {
        return WorkInProgress.begin(work).map(JobWork::executeNextStep).orElse(JobDirection.STOP).name();
    }

    @Override
    public void stop() {
        WorkInProgress.find(work).ifPresent(JobWork::stop);
    }
}
