package io.processmanager.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;

/** Tells the work that its job has ended, so that nothing is left hanging even if the batch runtime itself has failed. */
@Vetoed
public class JobEndListener extends AbstractJobListener {

    @Inject
    @BatchProperty
    String work;

    @Override
    public void afterJob() {
        WorkInProgress.remove(work).ifPresent(JobWork::ended);
    }
}
