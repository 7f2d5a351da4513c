package io.processmanager.database.transaction;

import io.processmanager.ProcessManagerException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** Container transaction demarcation. Callers outside it can tell failed work from a failed commit. */
@ApplicationScoped
@Transactional(dontRollbackOn = ProcessManagerException.class)
public class ContainerTransaction {

    public <T> T around(Supplier<T> work) {
        return work.get();
    }
}
