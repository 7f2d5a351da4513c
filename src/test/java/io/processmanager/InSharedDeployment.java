package io.processmanager;

import io.processmanager.batch.BatchInsight;
import io.processmanager.runner.RunnerInsight;
import io.processmanager.store.StoreInsight;
import jakarta.transaction.Status;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;

/** Tests that need no other settings than others do: all of them share one deployment, see {@link io.processmanager.testing.SharedDeployment}. */
public abstract sealed class InSharedDeployment extends InServer permits BulkIT, CancelIT, ChildProcessesIT, ClaimedAheadIT, CompensationIT, ConstraintsIT, CountsIT, FailureIT, ForEachIT, GroupCommitIT, InterruptIT, IsolatedStepIT, LeftConnectionsIT, LeftOnThreadsIT,
        LeftTransactionsIT, LimitedQueuesIT, ListIT, LogIT, LostRunnerIT, ParallelStepIT, PrintedOutputIT, QueuingIT, RetryFromStepIT, RetryIT, RunnerLocalClaimsIT, RunnersIT, RunsIT, SchedulesIT, SequenceIT, SpecificationIT, StartIT, StepExecutorIT, StepTasksIT, StorableOutputIT, TimeoutIT,
        TransactionalStepIT, UniqueKeyIT {

    @Deployment
    static WebArchive war() {
        return warWith(Stream.concat(Stream.of(InSharedDeployment.class, BatchInsight.class, RunnerInsight.class, StoreInsight.class), Stream.of(InSharedDeployment.class.getPermittedSubclasses())).toList(),
                "step.max-log-lines=500", "for-each.directories=" + System.getProperty("java.io.tmpdir"), "retention.interval=PT1H", "runner.heartbeat-interval=PT0.2S");
    }

    /** Of a test that has failed in the middle of it. */
    @AfterEach
    void endTransaction() throws Exception {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transaction.rollback();
        }
    }
}
