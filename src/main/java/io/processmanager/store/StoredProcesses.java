package io.processmanager.store;

import io.processmanager.database.transaction.OwnTransaction;
import io.processmanager.store.lookup.ProcessLookups;
import io.processmanager.view.ProcessInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Processes as the database has them at this moment, for answers to changes and for those who follow. A step that has just begun on this node is told of a moment later;
 * whoever must see it at once asks the {@link io.processmanager.ProcessManager}, which has that written first.
 */
@ApplicationScoped
@OwnTransaction
public class StoredProcesses {

    @Inject
    ProcessLookups lookups;

    @Inject
    CallTransaction transaction;

    /**
     * @param pid the process
     * @return the process with its steps, and with the outputs of the last ones as far as the setting allows
     */
    public ProcessInfo find(String pid) {
        return transaction.reading(() -> lookups.find(pid));
    }

    /**
     * @param pid the process
     * @return the process with its steps, but no outputs
     */
    public ProcessInfo findWithoutOutputs(String pid) {
        return transaction.reading(() -> lookups.findWithoutOutputs(pid));
    }
}
