package io.processmanager.batch;

import io.processmanager.batch.job.JobModels;
import io.processmanager.batch.server.JobOperators;
import jakarta.batch.operations.NoSuchJobException;
import java.util.List;

/** Lets tests look at what the batch runtime does, whichever it is. */
public final class BatchInsight {

    private BatchInsight() {
    }

    /** The executions that have not ended. */
    public static List<Long> runningJobs(JobOperators operators) {
        try {
            return operators.operator().getRunningExecutions(JobModels.NAME);
        } catch (NoSuchJobException noneYet) {
            return List.of();
        }
    }
}
