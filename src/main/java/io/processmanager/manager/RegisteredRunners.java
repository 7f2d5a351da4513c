package io.processmanager.manager;

import io.processmanager.RunnerNotFoundException;
import io.processmanager.RunnerStateException;
import io.processmanager.Runners;
import io.processmanager.database.transaction.OwnTransaction;
import io.processmanager.runner.RunnerTimer;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.CallTransaction;
import io.processmanager.store.claim.RunnerRegistry;
import io.processmanager.store.lookup.ProcessLookups;
import io.processmanager.view.RunnerInfo;
import io.processmanager.view.RunnerInfo.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The runners in the database, after writing what this node executes. An order is written outside the caller's transaction,
 * which would keep the row locked: a runner that cannot renew its lease gives up its processes.
 */
@ApplicationScoped
@OwnTransaction
public class RegisteredRunners implements Runners {

    @Inject
    ProcessLookups lookups;

    @Inject
    CallTransaction transaction;

    @Inject
    RunningProcesses running;

    @Inject
    RunnerRegistry registry;

    @Inject
    RunnerTimer timer;

    @Override
    public List<RunnerInfo> list() {
        running.tell();
        return transaction.reading(lookups::runners);
    }

    @Override
    public RunnerInfo get(String id) {
        running.tell();
        return find(id);
    }

    private RunnerInfo find(String id) {
        return transaction.reading(() -> lookups.runner(id)).orElseThrow(() -> new RunnerNotFoundException(id));
    }

    @Override
    @Transactional(TxType.NOT_SUPPORTED)
    public RunnerInfo pause(String id) {
        return order(id, "pause", Status.PAUSED, EnumSet.of(Status.RUNNING, Status.PAUSED));
    }

    @Override
    @Transactional(TxType.NOT_SUPPORTED)
    public RunnerInfo resume(String id) {
        return order(id, "resume", Status.RUNNING, EnumSet.of(Status.RUNNING, Status.PAUSED, Status.DRAINING));
    }

    @Override
    @Transactional(TxType.NOT_SUPPORTED)
    public RunnerInfo drain(String id) {
        return order(id, "drain", Status.DRAINING, EnumSet.of(Status.RUNNING, Status.PAUSED, Status.DRAINING));
    }

    private RunnerInfo order(String id, String action, Status wanted, Set<Status> from) {
        if (!registry.order(id, wanted, from)) {
            throw new RunnerStateException(id, action, find(id).status());
        }
        timer.ordered();
        return find(id);
    }
}
