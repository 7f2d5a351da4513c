package io.processmanager.manager.bulk;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.Retry;
import io.processmanager.StepSpec;
import io.processmanager.bulk.BulkAction;
import io.processmanager.bulk.BulkChanges;
import io.processmanager.queue.Queuing;
import io.processmanager.view.ProcessQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Starts bulk changes as processes of one step. */
@ApplicationScoped
public class DurableBulkChanges implements BulkChanges {

    /** The longest that a process may have: a million processes take minutes, but batches may have to wait for locks. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Limits of this queue are limits of bulk changes. */
    private static final String QUEUE = "bulk";

    /** Each failure of the database costs one; the position is kept. */
    private static final int RETRIES = 100;

    @Inject
    ProcessManager processes;

    @Override
    public String start(BulkAction action, ProcessQuery filter, String reason) {
        BulkChange change = new BulkChange(action, filter, Optional.ofNullable(reason)).checked();
        return processes.start(ManagedProcess.named("bulk " + action.jsonName())
                .step(action.jsonName(), StepSpec.of(BulkStep.class, change.json()).withRetry(Retry.times(RETRIES)))
                .timeout(LONGEST)
                .queuing(Queuing.in(QUEUE))
                .build());
    }
}
