package io.processmanager.benchmark.peers;

import com.zaxxer.hikari.HikariDataSource;
import io.processmanager.benchmark.node.Beginnings;
import io.processmanager.benchmark.node.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.utils.DBConnectionManager;

/**
 * Quartz with its store in the database and triggers acquired in batches of as many as it has workers. There is one job, and each step of a process is a
 * trigger of it that has the data, as that is less to store than a job each; a step adds the trigger of the next one. A trigger's rows are gone when it is
 * complete, so the end is what {@link MeasuredJobStore} notes right after that commit.
 */
final class QuartzEngine implements Engine {

    private static final String DATA_SOURCE = "benchmark";
    private static final JobDetail JOB = JobBuilder.newJob(Step.class).withIdentity("step").storeDurably().requestRecovery().build();
    private static final String PROCESS = "process";
    private static final String STEP = "step";
    private static final String STEPS = "steps";

    private final PeerTables tables;
    private final Scheduler scheduler;

    QuartzEngine(DataSource database, int workers) throws SQLException, IOException, SchedulerException {
        tables = new PeerTables(database);
        if (!tables.exists("qrtz_triggers")) {
            tables.create(PostgreSQLDelegate.class, "tables_postgres.sql");
        }
        DBConnectionManager.getInstance().addConnectionProvider(DATA_SOURCE, new PooledConnections((HikariDataSource) database));
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", "benchmark");
        settings.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(workers));
        settings.setProperty("org.quartz.threadPool.class", SimpleThreadPool.class.getName());
        settings.setProperty("org.quartz.threadPool.threadCount", Integer.toString(workers));
        settings.setProperty("org.quartz.jobStore.class", MeasuredJobStore.class.getName());
        settings.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        settings.setProperty("org.quartz.jobStore.dataSource", DATA_SOURCE);
        settings.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.setProperty("org.quartz.jobStore.misfireThreshold", "600000");
        scheduler = new StdSchedulerFactory(settings).getScheduler();
        scheduler.addJob(JOB, true);
        scheduler.start();
    }

    /** Does nothing, and hands over the next step. */
    public static final class Step implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            Beginnings.tell();
            MeasuredJobStore.ENDINGS.stepBegan();
            Trigger trigger = context.getTrigger();
            if (!isLast(trigger)) {
                JobDataMap data = trigger.getJobDataMap();
                try {
                    context.getScheduler().scheduleJob(trigger(process(trigger), data.getInt(STEP) + 1, data.getInt(STEPS)));
                } catch (SchedulerException e) {
                    throw new JobExecutionException(e);
                }
            }
        }
    }

    static boolean isLast(Trigger trigger) {
        return trigger.getJobDataMap().getInt(STEP) == trigger.getJobDataMap().getInt(STEPS);
    }

    static String process(Trigger trigger) {
        return trigger.getJobDataMap().getString(PROCESS);
    }

    private static Trigger trigger(String process, int step, int steps) {
        return TriggerBuilder.newTrigger().withIdentity(process + "-" + step).forJob(JOB)
                .usingJobData(PROCESS, process).usingJobData(STEP, step).usingJobData(STEPS, steps).startNow().build();
    }

    @Override
    public String start(int steps) throws SchedulerException {
        String process = UUID.randomUUID().toString();
        scheduler.scheduleJob(trigger(process, 1, steps));
        return process;
    }

    @Override
    public void startAll(int processes, int steps) throws SchedulerException {
        Set<Trigger> triggers = Stream.generate(() -> trigger(UUID.randomUUID().toString(), 1, steps)).limit(processes).collect(Collectors.toSet());
        scheduler.scheduleJobs(Map.of(JOB, triggers), true);
    }

    @Override
    public void pause() throws SchedulerException {
        scheduler.standby();
    }

    @Override
    public void resume() throws SchedulerException {
        scheduler.start();
    }

    @Override
    public long waiting() throws SQLException {
        return MeasuredJobStore.ENDINGS.waiting(tables.number("select count(*) from qrtz_triggers"));
    }

    @Override
    public long finishedSteps() {
        return MeasuredJobStore.ENDINGS.steps();
    }

    @Override
    public Map<String, Long> ends(long since) {
        return MeasuredJobStore.ENDINGS.since(since);
    }

    @Override
    public void discardWaiting() throws SchedulerException {
        scheduler.clear();
        scheduler.addJob(JOB, true);
    }

    /** Their rows are gone, but have left their traces; the job stays. */
    @Override
    public boolean removeEnded() throws SQLException {
        if (waiting() > 0) {
            return false;
        }
        tables.execute("truncate qrtz_fired_triggers, qrtz_triggers, qrtz_simple_triggers, qrtz_cron_triggers, qrtz_simprop_triggers, qrtz_blob_triggers");
        MeasuredJobStore.ENDINGS.forget();
        return true;
    }

    @Override
    public void addEnded(int processes) {
        throw new UnsupportedOperationException("Quartz keeps no ended jobs");
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not stop", e);
        }
    }
}
