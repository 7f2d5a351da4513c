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

/** Selects this deployment's ended executions except the latest; WildFly's repository serves all deployments. */
final class OldExecutions implements JobExecutionSelector {

    private static final Set<BatchStatus> ENDED = EnumSet.of(BatchStatus.COMPLETED, BatchStatus.FAILED, BatchStatus.STOPPED, BatchStatus.ABANDONED);

    private final String application;
    private final long last;
    private final List<Long> instances = new ArrayList<>();

    /**
     * @param application the batch runtime's name for this deployment
     * @param last the highest execution id to select
     */
    OldExecutions(String application, long last) {
        this.application = application;
        this.last = last;
    }

    /** @return the instances of the selected executions; each has no other */
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

    // Used only for selectors within a job.

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
