package io.processmanager.batch.job;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.inject.Vetoed;

/** Executes one step of a process. */
@Vetoed
public class StepBatchlet extends AbstractBatchlet {

    private final String work;

    /** For a runtime that restarts a job after a suspension: its process was handed back, its work is gone. */
    public StepBatchlet() {
        this("");
    }

    /** @param work id of the {@link JobWork} */
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
