package io.processmanager.store;

import io.processmanager.database.transaction.OwnTransaction;
import io.processmanager.store.lookup.ProcessLookups;
import io.processmanager.view.ProcessInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Processes as stored. A step just begun on this node may not be stored yet; {@link io.processmanager.ProcessManager}
 * has it written before reading.
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
     * @return the process with its steps, and the outputs of the last ones within the configured limit
     */
    public ProcessInfo find(String pid) {
        return transaction.reading(() -> lookups.find(pid));
    }

    /**
     * @param pid the process
     * @return the process with its steps, without outputs
     */
    public ProcessInfo findWithoutOutputs(String pid) {
        return transaction.reading(() -> lookups.findWithoutOutputs(pid));
    }
}
