package io.processmanager.batch;

import io.processmanager.batch.job.JobModels;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jberet.repository.JobExecutionSelector;
import org.jberet.runtime.JobExecutionImpl;
import org.jberet.runtime.JobInstanceImpl;

/** Selects the executions of this deployment that have ended and are not among the latest; WildFly has one repository for all deployments. */
final class OldExecutions implements JobExecutionSelector {

    private static final Set<BatchStatus> ENDED = EnumSet.of(BatchStatus.COMPLETED, BatchStatus.FAILED, BatchStatus.STOPPED, BatchStatus.ABANDONED);

    private final String application;
    private final long last;
    private final List<Long> instances = new ArrayList<>();

    /**
     * @param application the name that the batch runtime has for this deployment
     * @param last the id of the last execution that may be selected
     */
    OldExecutions(String application, long last) {
        this.application = application;
        this.last = last;
    }

    /** @return the instances that the selected executions are of, and which have no others */
    List<Long> instances() {
        return instances;
    }

    @Override
    public boolean select(JobExecution execution, Collection<Long> all) {
        JobInstanceImpl instance = ((JobExecutionImpl) execution).getJobInstance();
        boolean selected = execution.getExecutionId() <= last && ENDED.contains(execution.getBatchStatus())
                && JobModels.NAME.equals(instance.getJobName()) && application.equals(instance.getApplicationName());
        if (selected) {
            instances.add(instance.getInstanceId());
        }
        return selected;
    }

    // The rest is for selectors that are used by a job.

    @Override
    public JobContext getJobContext() {
        return null;
    }

    @Override
    public void setJobContext(JobContext none) {
    }

    @Override
    public StepContext getStepContext() {
        return null;
    }

    @Override
    public void setStepContext(StepContext none) {
    }
}
