package io.processmanager.runner;

import io.processmanager.configuration.Setting.RunnerMode;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.database.EmbeddedDatabase;
import io.processmanager.database.Outage.Task;
import io.processmanager.database.Outage;
import io.processmanager.database.StoreUnavailableException;
import io.processmanager.database.schema.Schema;
import io.processmanager.runner.alarm.DueTimes;
import io.processmanager.runner.nodes.OtherNodes;
import io.processmanager.runner.report.RunnerLog;
import io.processmanager.store.queue.Lane;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * This node's runner: EJB timers that poll the queue, renew the lease and clean up, plus single-action ones for
 * immediate work. Transactions and concurrency are bean-managed: callees use short transactions and their own locks.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RunnerTimer {

    @Resource
    TimerService timers;

    @Inject
    Settings settings;

    @Inject
    Schema schema;

    @Inject
    Registration registration;

    @Inject
    Runner runner;

    @Inject
    ClaimedProcesses claimed;

    @Inject
    Housekeeping housekeeping;

    @Inject
    OtherNodes others;

    @Inject
    DueTimes dueTimes;

    @Inject
    EmbeddedDatabase embedded;

    @Inject
    Outage outage;

    /** Single-action timers about to fire. */
    private final Set<RunnerTask> soon = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile boolean schemaReady;

    @PostConstruct
    void start() {
        LeftBehind.prepare();
        try {
            prepare();
        } catch (SQLException | PersistenceException | StoreUnavailableException away) {
            // Anything else is permanent and fails the deployment.
            outage.failed(Task.CLAIM, away);
        }
        runner.onRoom(this::wake);
        dueTimes.onAlarm((time, after) -> timers.createSingleActionTimer(after.toMillis(), new TimerConfig(time, false)));
        every(settings.get(Setting.POLL_INTERVAL), RunnerTask.POLL);
        every(settings.get(Setting.RETENTION_INTERVAL), RunnerTask.RETENTION);
        every(settings.get(Setting.HEARTBEAT_INTERVAL), RunnerTask.HEARTBEAT);
        if (isRunner()) {
            every(Registration.margin(settings.get(Setting.LEASE)), RunnerTask.WATCH);
            every(settings.get(Setting.POLL_INTERVAL).dividedBy(2), RunnerTask.CANCEL);
        }
    }

    private void every(Duration interval, RunnerTask task) {
        timers.createIntervalTimer(interval.toMillis(), interval.toMillis(), new TimerConfig(task, false));
    }

    /** Claims at once, on a timer thread. Cheap; callable from anywhere. */
    public void wake() {
        if (isRunner()) {
            soon(RunnerTask.WAKE);
        }
    }

    /** Starts waiting jobs, on a timer thread. Cheap; callable from anywhere. */
    public void startWaiting() {
        soon(RunnerTask.START);
    }

    /** This node queued something: claims when it is due, and signals what it leaves. Cheap; callable from anywhere. */
    public void queued(Lane lane, long dueAt) {
        runner.queued(lane, dueAt);
        dueTimes.add(dueAt);
        wake();
    }

    /** Likewise, if it is not known where it waits and since when. */
    public void queuedSomewhere() {
        runner.queuedSomewhere();
        wake();
    }

    /** A runner was ordered to pause, resume or drain: obeys if it is this node's, and tells the others. */
    public void ordered() {
        soon(RunnerTask.OBEY);
        others.tellOfOrdered();
    }

    private void queuedElsewhere() {
        runner.queuedElsewhere();
        wake();
    }

    private void soon(RunnerTask task) {
        if (soon.add(task)) {
            timers.createSingleActionTimer(0, new TimerConfig(task, false));
        }
    }

    /** Catches everything: after an exception a container repeats the timer, and removes it after several. */
    @Timeout
    void onTime(Timer timer) {
        // Timers keep firing after an orderly stop until the container ends them.
        if (stopped.get()) {
            return;
        }
        try {
            if (timer.getInfo() instanceof Long due) {
                outage.watch(Task.CLAIM, () -> runner.workOnDue(due));
            } else {
                RunnerTask task = (RunnerTask) timer.getInfo();
                soon.remove(task);
                perform(task);
            }
        } catch (Throwable failure) {
            RunnerLog.error("A timer of the runner has failed in an unexpected way; what it was for is done when it is due again", failure);
        }
    }

    private void perform(RunnerTask task) {
        switch (task) {
            case WAKE -> outage.watch(Task.CLAIM, runner::work);
            case START -> outage.watch(Task.CLAIM, claimed::startWaiting);
            case CANCEL -> {
                if (housekeeping.isAnythingRunning()) {
                    outage.watch(Task.CLAIM, housekeeping::stopCancelled);
                }
            }
            case OBEY -> outage.watch(Task.CLAIM, () -> housekeeping.obey(true));
            case POLL -> outage.watch(Task.CLAIM, this::poll);
            case HEARTBEAT -> outage.watch(Task.HEARTBEAT, this::beat);
            case WATCH -> {
                registration.giveUpIfExpired();
                claimed.handBackWaiting();
            }
            case RETENTION -> outage.watch(Task.RETENTION, housekeeping::retainIfDue);
        }
    }

    private void poll() throws SQLException {
        prepare();
        housekeeping.compareFollowed();
        if (isRunner()) {
            housekeeping.obey(false);
            registration.takeExclusive();
            housekeeping.storeReports();
            // A suspended server may drop a fired single-action timer, which would stay marked as pending.
            soon.clear();
            claimed.startWaiting();
            runner.lookFromTheBeginning();
            runner.lookAhead();
            // On another thread: under load it may outlast the interval.
            wake();
        }
    }

    private void beat() throws SQLException {
        if (housekeeping.renew() > 0) {
            queuedSomewhere();
        }
    }

    /** The database may start after the server; each poll retries this. */
    private void prepare() throws SQLException {
        if (!schemaReady) {
            schema.migrate();
            others.open(this::queuedElsewhere, () -> soon(RunnerTask.CANCEL), () -> soon(RunnerTask.OBEY));
            schemaReady = true;
            if (isRunner()) {
                registration.renew();
            }
        }
    }

    private boolean isRunner() {
        return settings.get(Setting.RUNNER_MODE) != RunnerMode.OFF;
    }

    /** Lets running steps end, hands back the rest and signs off, unless {@link OrderlyStop} has done so. */
    @PreDestroy
    public void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        try {
            runner.stop();
            others.tellOfHandedBack();
        } catch (SQLException away) {
            RunnerLog.warning("The runner could not sign off (" + away.getMessage() + "); its lease ends by itself and others continue its processes");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            others.close();
            embedded.leave();
            LeftBehind.forget();
        }
    }
}
