package io.processmanager.runner;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.runner.process.RunnerLog;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.claim.OrphanedClaims;
import io.processmanager.store.claim.OrphanedClaims.Held;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Hands back the claims that this runner holds and does not execute, and those of runners that have ended. It looks at a moment at which no claim is under way,
 * so that none is taken for an orphan just because its execution is about to begin.
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
     * Looks once; to be called at each heartbeat. On a busy node that is claiming all the time it may be left out.
     *
     * @return how many processes are back in the queue
     * @throws SQLException if the database fails
     */
    int search() throws SQLException {
        return registration.id().isEmpty() ? 0 : runner.betweenClaims(() -> handBack(registration.id().orElseThrow()));
    }

    private int handBack(String runnerId) throws SQLException {
        Set<Held> orphans = new HashSet<>(claims.suspects(runnerId));
        // Whatever has ended since the query is refused by the release.
        orphans.removeIf(claim -> running.executes(claim.pid(), claim.fence()));
        int handedBack = claims.handBack(runnerId, orphans, settings.get(Setting.MAX_RESCUES));
        if (handedBack > 0) {
            RunnerLog.warning(handedBack + " claims that no runner executed were handed back to the queue; the answer to a commit must have been lost, or a"
                    + " runner did not end in time");
        }
        return handedBack;
    }
}
