package io.processmanager.runner;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.runner.report.RunnerLog;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.claim.OrphanedClaims;
import io.processmanager.store.claim.OrphanedClaims.Held;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Hands back claims that this runner holds but does not execute, and those of ended runners. Runs between claims, lest
 * a claim about to be executed be taken for an orphan.
 */
@ApplicationScoped
public class OrphanSearch {

    @Inject
    Settings settings;

    @Inject
    OrphanedClaims claims;

    @Inject
    Registration registration;

    @Inject
    RunningProcesses running;

    @Inject
    Runner runner;

    /**
     * Runs at each heartbeat; may be skipped while a busy node keeps claiming.
     *
     * @return number of processes handed back
     */
    int search() throws SQLException {
        return registration.id().isEmpty() ? 0 : runner.betweenClaims(() -> handBack(registration.id().orElseThrow()));
    }

    private int handBack(String runnerId) throws SQLException {
        Set<Held> orphans = new HashSet<>(claims.suspects(runnerId));
        // The release rejects claims that ended since the query.
        orphans.removeIf(claim -> running.executes(claim.pid(), claim.fence()));
        int handedBack = claims.handBack(runnerId, orphans, settings.get(Setting.MAX_RESCUES));
        if (handedBack > 0) {
            RunnerLog.warning(handedBack + " claims that no runner executed were handed back to the queue; the answer to a commit must have been lost, or a"
                    + " runner did not end in time");
        }
        return handedBack;
    }
}
