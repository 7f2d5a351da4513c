package io.processmanager.manager;

import io.processmanager.Runners;
import io.processmanager.database.transaction.OwnTransaction;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.CallTransaction;
import io.processmanager.store.lookup.ProcessLookups;
import io.processmanager.view.RunnerInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The runners in the database, after writing what this node executes. */
@ApplicationScoped
@OwnTransaction
public class RegisteredRunners implements Runners {

    @Inject
    ProcessLookups lookups;

    @Inject
    CallTransaction transaction;

    @Inject
    RunningProcesses running;

    @Override
    public List<RunnerInfo> list() {
        running.tell();
        return transaction.reading(lookups::runners);
    }
}
