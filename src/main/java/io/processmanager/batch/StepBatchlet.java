package io.processmanager.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;

/** Wraps one step of a process. Made by the batch runtime, and no CDI bean: the containers differ in how they would inject into one. */
@Vetoed
public class StepBatchlet extends AbstractBatchlet {

    /** The id of the {@link JobWork}; comes from the parameters of the job. */
    @Inject
    @BatchProperty
    String work;

    @Override
    public String process() {
        // A job that the runtime restarts after a suspension finds its work gone: the process was handed back long ago.
        return WorkInProgress.begin(work).map(JobWork::executeNextStep).orElse(StepVerdict.STOP).name();
    }

    @Override
    public void stop() {
        WorkInProgress.find(work).ifPresent(JobWork::stop);
    }
}
