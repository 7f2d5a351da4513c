package io.processmanager.batch;

import jakarta.batch.operations.NoSuchJobException;
import java.util.List;

/** Lets tests look at what the batch runtime does, whichever it is. */
public final class BatchInsight {

    private BatchInsight() {
    }

    /** The executions that have not ended. */
    public static List<Long> runningJobs(JobOperators operators) {
        try {
            return operators.operator().getRunningExecutions(BatchJobs.JOB_NAME);
        } catch (NoSuchJobException noneYet) {
            return List.of();
        }
    }
}
