package io.processmanager.runner.schedule;

import io.processmanager.configuration.Setting.RunnerMode;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.database.DatabaseClock;
import io.processmanager.database.Outage.Task;
import io.processmanager.database.Outage;
import io.processmanager.runner.alarm.DueAlarm;
import io.processmanager.runner.nodes.Lease;
import io.processmanager.runner.nodes.OtherNodes;
import io.processmanager.runner.report.RunnerLog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fires schedules when they are due: an EJB timer for the next of them, and a regular one for what other nodes have
 * changed. Every node that executes does so; the database lets one of them fire.
 */
@Singleton
@Startup
@DependsOn("RunnerTimer")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ScheduleTimer {

    /**
     * So many times as rarely as at the queue: other nodes tell of what they change, and a timer is set for the next
     * firing.
     */
    private static final int POLLS = 10;

    /** After which time to look again for what is due, but locked: another node fires it just now. */
    private static final long WHILE_LOCKED_MILLIS = 10;

    @Resource
    TimerService timers;

    @Inject
    Settings settings;

    @Inject
    Lease lease;

    @Inject
    OtherNodes others;

    @Inject
    DeclaredSchedules declared;

    @Inject
    DueSchedules due;

    @Inject
    PluginRound plugins;

    @Inject
    DatabaseClock clock;

    @Inject
    Outage outage;

    private final ReentrantLock working = new ReentrantLock();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile boolean stopped;
    private DueAlarm alarm;

    @PostConstruct
    void start() {
        alarm = new DueAlarm(clock, (time, after) -> timers.createSingleActionTimer(after.toMillis(), new TimerConfig(time, false)));
        declared.read();
        others.onSchedules(this::soon);
        long interval = settings.get(Setting.POLL_INTERVAL).toMillis() * POLLS;
        timers.createIntervalTimer(0, interval, new TimerConfig("schedules", false));
    }

    /**
     * A schedule was made or changed on this node: looks at all at once, on a thread of the timer service, and has
     * other nodes do so. Does not block.
     */
    public void changed() {
        others.tellOfSchedules();
        soon();
    }

    private void soon() {
        if (fires()) {
            timers.createSingleActionTimer(0, new TimerConfig("schedules", false));
        }
    }

    /**
     * Lets nothing out: after an exception a container repeats a timer, or removes it when that happens again and
     * again.
     */
    @Timeout
    void onTime(Timer timer) {
        try {
            if (timer.getInfo() instanceof Long fired) {
                alarm.fired(fired);
            }
            if (!stopped) {
                outage.watch(Task.SCHEDULES, this::work);
            }
        } catch (Throwable failure) {
            RunnerLog.error("The timer of the schedules has failed in an unexpected way; what is due is tried again when the timer is due again", failure);
        }
    }

    /** Calls at the same time do not wait for each other: the one that is at it looks once more for the others. */
    private void work() throws SQLException {
        wanted.set(true);
        while (wanted.get() && working.tryLock()) {
            try {
                while (wanted.getAndSet(false)) {
                    look();
                }
            } finally {
                working.unlock();
            }
        }
    }

    private void look() throws SQLException {
        declared.store();
        if (fires() && lease.isHeld()) {
            due.fire().ifPresent(next -> alarm.set(next, next > clock.millis() ? 0 : WHILE_LOCKED_MILLIS));
            plugins.askIfDue();
        }
    }

    private boolean fires() {
        return settings.get(Setting.RUNNER_MODE) == RunnerMode.ALWAYS && !stopped;
    }

    @PreDestroy
    void stop() {
        stopped = true;
        plugins.stop();
    }
}
