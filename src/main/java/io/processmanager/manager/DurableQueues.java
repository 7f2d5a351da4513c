package io.processmanager.manager;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.Violation;
import io.processmanager.database.transaction.AfterCommit;
import io.processmanager.database.transaction.ContainerTransaction;
import io.processmanager.database.transaction.OwnTransaction;
import io.processmanager.queue.QueueInfo;
import io.processmanager.queue.QueueLimits;
import io.processmanager.queue.Queues;
import io.processmanager.queue.QueuingCheck;
import io.processmanager.runner.RunnerTimer;
import io.processmanager.runner.nodes.OtherNodes;
import io.processmanager.store.CallTransaction;
import io.processmanager.store.limit.QueueConfiguration;
import io.processmanager.store.limit.QueueLookups;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Changes limits in the caller's transaction, and tells all nodes of them after its commit. */
@ApplicationScoped
@OwnTransaction
public class DurableQueues implements Queues {

    @Inject
    QueueConfiguration configuration;

    @Inject
    QueueLookups lookups;

    @Inject
    CallTransaction transaction;

    @Inject
    ContainerTransaction container;

    @Inject
    AfterCommit afterCommit;

    @Inject
    RunnerTimer timer;

    @Inject
    OtherNodes others;

    @Override
    public List<QueueInfo> list() {
        return transaction.reading(lookups::all);
    }

    @Override
    public QueueInfo find(String queue) {
        check(queue, QueueLimits.NONE);
        return transaction.reading(() -> lookups.find(queue));
    }

    @Override
    public void configure(String queue, QueueLimits limits) {
        check(queue, limits);
        change(() -> configuration.configure(queue, limits));
    }

    @Override
    public void pause(String queue) {
        check(queue, QueueLimits.NONE);
        change(() -> configuration.pause(queue, true));
    }

    @Override
    public void resume(String queue) {
        check(queue, QueueLimits.NONE);
        change(() -> configuration.pause(queue, false));
    }

    private static void check(String queue, QueueLimits limits) {
        List<Violation> violations = new ArrayList<>();
        if (!QueuingCheck.isName(queue)) {
            violations.add(new Violation("name", QueuingCheck.NAME_RULE));
        }
        limits.check((field, reason) -> violations.add(new Violation(field, reason)));
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
    }

    /** To repeat a change does no harm, so that nobody asks what became of one whose commit has failed. */
    private void change(Runnable change) {
        container.around(() -> {
            afterCommit.run(committed -> {
                if (committed) {
                    timer.queuedSomewhere();
                    others.tellOfQueued();
                }
            });
            change.run();
            return null;
        });
    }
}
