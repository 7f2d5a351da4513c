package io.processmanager.database.transaction;

import io.processmanager.ProcessManagerException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** The container's own demarcation, for a caller to stand outside of: only there it is seen whether the work has failed or its commit. */
@ApplicationScoped
@Transactional(dontRollbackOn = ProcessManagerException.class)
public class ContainerTransaction {

    /** Works in the caller's transaction, or in a new one. */
    public <T> T around(Supplier<T> work) {
        return work.get();
    }
}
