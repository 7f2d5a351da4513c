package io.processmanager.batch;

import io.processmanager.batch.job.JobModels;
import io.processmanager.batch.job.JobWork;
import io.processmanager.batch.job.WorkInProgress;
import io.processmanager.batch.server.JobOperators;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobStartException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Properties;
import org.jberet.operations.AbstractJobOperator;

/** Starts a Jakarta Batch job for a piece of work, with a batchlet for each step. */
@ApplicationScoped
public class BatchJobs {

    private static final System.Logger LOG = System.getLogger(BatchJobs.class.getName());

    private final JobModels jobs = new JobModels();

    @Inject
    JobOperators operators;

    @Inject
    EndedJobs endedJobs;

    /**
     * Starts a job and returns at once.
     *
     * @param work what it executes
     * @throws BatchRuntimeException if refused by the batch runtime; {@link JobWork#ended} is not called then
     */
    public void start(JobWork work) {
        WorkInProgress.add(work);
        boolean started = false;
        try {
            Properties parameters = new Properties();
            parameters.setProperty(JobModels.WORK, work.id());
            AbstractJobOperator operator = operators.operator();
            long execution = operator.start(jobs.ofSteps(work.stepNames()), parameters);
            started = true;
            clearUp(operator, execution);
        } catch (BatchRuntimeException refused) {
            throw refused;
        } catch (RuntimeException failed) {
            throw new JobStartException("The batch runtime has failed", failed);
        } finally {
            WorkInProgress.handedOver();
            if (!started) {
                WorkInProgress.remove(work.id());
            }
        }
    }

    /** The job is running: a failure here must not look like a refusal. */
    private void clearUp(AbstractJobOperator operator, long execution) {
        try {
            endedJobs.startedAnother(operator, execution);
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "Ended jobs could not be removed from the repository of the batch runtime; it is tried again later", failed);
        }
    }
}
