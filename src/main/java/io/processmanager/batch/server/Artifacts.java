package io.processmanager.batch.server;

import io.processmanager.batch.job.JobEndListener;
import io.processmanager.batch.job.JobModels;
import io.processmanager.batch.job.StepBatchlet;
import jakarta.batch.runtime.context.JobContext;
import org.jberet.creation.ArtifactCreationContext;
import org.jberet.runtime.context.JobContextImpl;
import org.jberet.spi.ArtifactFactory;

/**
 * Creates our two artifacts. The runtimes' own ways (bean look-up, reflective injection and life-cycle calls, for
 * each artifact of each job) cost more than a small step.
 */
final class Artifacts implements ArtifactFactory {

    @Override
    public Object create(String ref, Class<?> type, ClassLoader classLoader) {
        if (StepBatchlet.class.getName().equals(ref)) {
            return new StepBatchlet(work());
        }
        return JobEndListener.class.getName().equals(ref) ? new JobEndListener(work()) : null;
    }

    /** JBeret keeps the current job per thread. */
    private static String work() {
        JobContext job = ArtifactCreationContext.getCurrentArtifactCreationContext().getJobContext();
        return ((JobContextImpl) job).getJobParameters().getProperty(JobModels.WORK);
    }

    @Override
    public Class<?> getArtifactClass(String ref, ClassLoader classLoader) {
        return null;
    }

    @Override
    public void destroy(Object artifact) {
        // Ours have opened nothing.
    }
}
