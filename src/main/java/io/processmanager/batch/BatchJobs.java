package io.processmanager.batch;

import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobStartException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Properties;
import org.jberet.operations.AbstractJobOperator;
import org.jberet.spi.JobTask;

/** Starts a Jakarta Batch job for a piece of work: one batchlet step for each of its steps. */
@ApplicationScoped
public class BatchJobs {

    private static final System.Logger LOG = System.getLogger(BatchJobs.class.getName());

    /** All jobs have the one name for which there is a job XML: consoles look jobs up by it. */
    static final String JOB_NAME = "process";

    /** JBeret does not tell what the tasks are for that it hands over during a start. */
    private static final ThreadLocal<JobWork> STARTING = new ThreadLocal<>();

    private final JobModels jobs = new JobModels();

    @Inject
    JobOperators operators;

    @Inject
    EndedJobs endedJobs;

    /**
     * Starts a job and returns at once.
     *
     * @param work what it is to do
     * @throws BatchRuntimeException if the batch runtime does not take it; {@link JobWork#ended} is not called then
     */
    public void start(JobWork work) {
        WorkInProgress.add(work);
        STARTING.set(work);
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
            STARTING.remove();
            if (!started) {
                WorkInProgress.remove(work.id());
            }
        }
    }

    /** The job is under way: whatever fails here must not look as if it had been refused. */
    private void clearUp(AbstractJobOperator operator, long execution) {
        try {
            endedJobs.startedAnother(operator, execution);
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "Ended jobs could not be removed from the repository of the batch runtime; it is tried again later", failed);
        }
    }

    /**
     * Watches over the job that the current thread is starting. JBeret tells nobody that it has ended a job that was stopped before a thread was free for it; a listener would
     * be told of the stop, but WildFly keeps the ended executions with their listeners, also those of deployments that have gone.
     *
     * @param task executes the job
     * @return does the same, and tells the work if it has ended without having begun
     */
    static Runnable watched(JobTask task) {
        JobWork work = STARTING.get();
        return () -> {
            try {
                task.run();
            } finally {
                if (work != null && WorkInProgress.removeUnlessBegun(work)) {
                    work.ended();
                }
            }
        };
    }
}
