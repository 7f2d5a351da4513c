package io.processmanager.benchmark.peers;

import io.processmanager.benchmark.node.Beginnings;
import io.processmanager.benchmark.node.CopiedRows;
import io.processmanager.benchmark.node.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.ApplyStateFilter;
import org.jobrunr.jobs.filters.JobServerFilter;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.BackgroundJobRequest;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/**
 * JobRunr, the free edition, with the shortest poll interval that its documentation allows on an SQL database, and with job requests, which spare it the
 * analysis of lambdas. A step enqueues the job of the next one. The end is what a filter is told right after the job was saved.
 */
final class JobRunrEngine implements Engine {

    private static final int POLL_SECONDS = 5;
    private static final int LAST_GROUP_OF_UUID = 12;

    private final PeerTables tables;
    private final DataSource database;
    private final Endings endings = new Endings();
    private final JobRunrConfigurationResult jobRunr;

    JobRunrEngine(DataSource database, int workers) {
        this.database = database;
        tables = new PeerTables(database);
        jobRunr = JobRunr.configure()
                .useStorageProvider(SqlStorageProviderFactory.using(database))
                .withJobFilter(new Filter())
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(workers).andPollIntervalInSeconds(POLL_SECONDS))
                .initialize();
    }

    /** A step of a process, as the parameter of its job. */
    public record Step(String process, int number, int steps) implements JobRequest {
        @Override
        public Class<StepHandler> getJobRequestHandler() {
            return StepHandler.class;
        }

        Step next() {
            return new Step(process, number + 1, steps);
        }

        boolean isLast() {
            return number == steps;
        }
    }

    /** Does nothing, and hands over the next step. */
    public static final class StepHandler implements JobRequestHandler<Step> {
        @Override
        public void run(Step step) {
            Beginnings.tell();
            if (!step.isLast()) {
                BackgroundJobRequest.enqueue(step.next());
            }
        }
    }

    private static Step first(int steps) {
        return new Step(UUID.randomUUID().toString(), 1, steps);
    }

    @Override
    public String start(int steps) {
        Step first = first(steps);
        jobRunr.getJobRequestScheduler().enqueue(first);
        return first.process();
    }

    @Override
    public void startAll(int processes, int steps) {
        jobRunr.getJobRequestScheduler().enqueue(Stream.generate(() -> first(steps)).limit(processes));
    }

    @Override
    public void pause() {
        jobRunr.getBackgroundJobServer().pauseProcessing();
    }

    @Override
    public void resume() {
        jobRunr.getBackgroundJobServer().resumeProcessing();
    }

    @Override
    public long waiting() throws SQLException {
        return endings.waiting(tables.number("select count(*) from jobrunr_jobs where state in ('ENQUEUED', 'PROCESSING')"));
    }

    @Override
    public long finishedSteps() throws SQLException {
        return tables.number("select count(*) from jobrunr_jobs where state = 'SUCCEEDED'");
    }

    @Override
    public Map<String, Long> ends(long since) {
        return endings.since(since);
    }

    @Override
    public void discardWaiting() throws SQLException {
        tables.execute("delete from jobrunr_jobs where state = 'ENQUEUED'");
    }

    /** The table has nothing but jobs of the benchmark. */
    @Override
    public boolean removeEnded() throws SQLException {
        if (waiting() > 0) {
            return false;
        }
        tables.execute("truncate jobrunr_jobs");
        endings.forget();
        return true;
    }

    @Override
    public void addEnded(int processes) throws SQLException {
        try (Connection connection = database.getConnection()) {
            String template = "id = (select max(id) from jobrunr_jobs where state = 'SUCCEEDED')";
            new CopiedRows(connection).add("jobrunr_jobs", template, processes, JobRunrEngine::ended);
        }
    }

    private static String ended(String column) {
        return column.equals("id") ? "'00000000-0000-0000-0000-' || " + CopiedRows.numberOfLength(LAST_GROUP_OF_UUID) : column;
    }

    @Override
    public void close() {
        jobRunr.getBackgroundJobServer().stop();
    }

    /** Is told of each step after what has become of it was committed. */
    private final class Filter implements JobServerFilter, ApplyStateFilter {
        @Override
        public void onProcessing(Job job) {
            endings.stepBegan();
        }

        @Override
        public void onStateApplied(Job job, JobState before, JobState now) {
            if (now.getName() == StateName.SUCCEEDED) {
                Step step = (Step) job.getJobDetails().getJobParameterValues()[0];
                if (step.isLast()) {
                    endings.processEnded(step.process());
                } else {
                    endings.stepEnded();
                }
            }
        }
    }
}
