package io.processmanager.runner;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Setting.RunnerMode;
import io.processmanager.configuration.Settings;
import io.processmanager.database.DatabaseClock;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.runner.report.RunnerLog;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.Retention;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.claim.RunnerRegistry;
import io.processmanager.store.lookup.ProcessLookups;
import io.processmanager.view.RunnerInfo.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Periodic work besides claiming. */
@ApplicationScoped
public class Housekeeping {

    /** Longer than any step may take. */
    private static final Duration UNLIMITED = Duration.ofDays(30);

    @Inject
    Settings settings;

    @Inject
    Registration registration;

    @Inject
    RunningProcesses running;

    @Inject
    Claims claims;

    @Inject
    ProcessChanges changes;

    @Inject
    ProcessLookups lookups;

    @Inject
    Retention retention;

    @Inject
    RunnerRegistry registry;

    @Inject
    DatabaseClock clock;

    @Inject
    OrphanSearch orphans;

    @Inject
    Runner runner;

    private long lastRetention = System.nanoTime();

    /**
     * Renews the lease and looks for processes without a runner. A node that executes nothing only reads the clock.
     *
     * @return number of processes handed back
     */
    int renew() throws SQLException {
        if (settings.get(Setting.RUNNER_MODE) == RunnerMode.OFF) {
            clock.synchronize();
            return 0;
        }
        return registration.renew() + orphans.search();
    }

    /**
     * Follows the latest order to pause, resume or drain, and hands back what must not start then.
     *
     * @param told whether somebody has given one; else the renewal of the lease learns of it
     */
    void obey(boolean told) throws SQLException {
        boolean changed = registration.look(told);
        if (registration.id().isPresent() && runner.isHandingBack()) {
            runner.betweenClaims(() -> {
                runner.handBackAll();
                return 0;
            });
            if (registration.ordered() == Status.DRAINING) {
                running.drain(UNLIMITED);
            }
        }
        if (changed) {
            runner.queuedElsewhere();
            runner.work();
        }
    }

    /** Notifies followers of other nodes' changes. */
    void compareFollowed() {
        changes.compare(lookups.revisions(changes.followed()));
    }

    void storeReports() {
        if (isAnythingRunning()) {
            running.sendReports();
        }
    }

    /** @return whether processes run here that another node may have cancelled */
    boolean isAnythingRunning() {
        return running.size() > 0 && registration.id().isPresent();
    }

    /** Stops processes cancelled on another node. */
    void stopCancelled() throws SQLException {
        Optional<String> runner = registration.id();
        if (runner.isPresent()) {
            for (String pid : claims.cancelRequested(runner.get())) {
                running.stop(pid, StopReason.CANCELLED);
            }
        }
    }

    /** Deletes expired processes and runners, in small batches. */
    void retainIfDue() throws SQLException {
        Duration interval = settings.get(Setting.RETENTION_INTERVAL);
        // A late timer fires again at once; one slightly early must count.
        if (System.nanoTime() - lastRetention < interval.toNanos() / 2) {
            return;
        }
        lastRetention = System.nanoTime();
        int batch = settings.get(Setting.RETENTION_BATCH);
        int removed = 0;
        int last;
        do {
            last = retention.removeBatch(settings.get(Setting.RETENTION), batch);
            removed += last;
        } while (last == batch);
        registry.forget(settings.get(Setting.RETENTION));
        if (removed > 0) {
            RunnerLog.info("Removed " + removed + " processes that ended more than " + settings.get(Setting.RETENTION) + " ago");
        }
    }
}
