package io.processmanager.benchmark.peers;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.processmanager.benchmark.node.Beginnings;
import io.processmanager.benchmark.node.Engine;
import org.quartz.Job;
import org.quartz.JobBuilder;
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
 * Quartz with its store in the database and triggers acquired in batches of as many as it has workers. A process is a job; its next step is another
 * trigger of the same job. The rows are gone when a trigger is complete, so the end is what {@link MeasuredJobStore} notes right after that commit.
 */
final class QuartzEngine implements Engine {

    private static final String DATA_SOURCE = "benchmark";
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
        scheduler.start();
    }

    /** Does nothing, and hands over the next step. */
    public static final class Step implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            Beginnings.tell();
            int step = step(context.getTrigger());
            if (!isLast(context.getTrigger(), context.getJobDetail())) {
                try {
                    context.getScheduler().scheduleJob(trigger(context.getJobDetail(), step + 1));
                } catch (SchedulerException e) {
                    throw new JobExecutionException(e);
                }
            }
        }
    }

    static boolean isLast(Trigger trigger, JobDetail job) {
        return step(trigger) == job.getJobDataMap().getInt(STEPS);
    }

    private static int step(Trigger trigger) {
        return trigger.getJobDataMap().getInt(STEP);
    }

    private static JobDetail job(int steps) {
        return JobBuilder.newJob(Step.class).withIdentity(UUID.randomUUID().toString()).usingJobData(STEPS, steps).requestRecovery().build();
    }

    private static Trigger trigger(JobDetail job, int step) {
        return TriggerBuilder.newTrigger().withIdentity(job.getKey().getName() + "-" + step).forJob(job).usingJobData(STEP, step).startNow().build();
    }

    @Override
    public String start(int steps) throws SchedulerException {
        JobDetail job = job(steps);
        scheduler.scheduleJob(job, trigger(job, 1));
        return job.getKey().getName();
    }

    @Override
    public void startAll(int processes, int steps) throws SchedulerException {
        Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
        for (int i = 0; i < processes; i++) {
            JobDetail job = job(steps);
            jobs.put(job, Set.of(trigger(job, 1)));
        }
        scheduler.scheduleJobs(jobs, false);
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
    public Counts counts() throws SQLException {
        return new Counts(tables.number("select (select count(*) from qrtz_job_details)"), MeasuredJobStore.ENDINGS.steps());
    }

    @Override
    public Map<String, Long> ends(long since) {
        return MeasuredJobStore.ENDINGS.since(since);
    }

    @Override
    public void discardWaiting() throws SchedulerException {
        scheduler.clear();
    }

    @Override
    public void addEnded(int processes) {
        throw new UnsupportedOperationException("Quartz keeps no ended jobs");
    }

    @Override
    public void close() throws SchedulerException {
        scheduler.shutdown(true);
    }
}
