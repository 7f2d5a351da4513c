package io.processmanager.runner;

import io.processmanager.store.OrphanedClaims;
import io.processmanager.store.OrphanedClaims.Held;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Hands back the claims that this runner holds and does not execute, and those of runners that have ended. Between a claim and the beginning of its
 * execution lies a moment, so only what is found twice in a row counts; and should that be wrong for once, the fence keeps it harmless.
 */
@ApplicationScoped
public class OrphanSearch {

    @Inject
    OrphanedClaims claims;

    @Inject
    Registration registration;

    @Inject
    RunningProcesses running;

    private Set<Held> suspects = Set.of();

    /**
     * Looks once; to be called at each heartbeat.
     *
     * @throws SQLException if the database fails
     */
    synchronized void search() throws SQLException {
        if (registration.id().isEmpty()) {
            return;
        }
        Set<Held> unattended = new HashSet<>(claims.suspects(registration.id().get()));
        unattended.removeIf(claim -> running.executes(claim.pid(), claim.fence()));
        Set<Held> orphans = new HashSet<>(unattended);
        orphans.retainAll(suspects);
        suspects = unattended;
        say(claims.release(orphans));
    }

    private static void say(int released) {
        if (released > 0) {
            RunnerLog.warning(released + " claims that no runner executed were handed back to the queue; the answer to a commit must have been lost, or a"
                    + " runner did not end in time");
        }
    }
}
