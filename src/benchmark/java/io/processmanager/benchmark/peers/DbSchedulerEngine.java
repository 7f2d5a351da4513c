package io.processmanager.benchmark.peers;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.processmanager.benchmark.node.Beginnings;
import io.processmanager.benchmark.node.Engine;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * db-scheduler with the polling strategy and the look-ahead (1.0, 4.0) that its README recommends for high throughput, and with immediate execution. Several
 * steps are one task whose data says at which step it is (its example {@code JobChainingUsingTaskDataMain}). An execution's row is gone when it is complete,
 * so the end is what the listener is told right after the deletion.
 */
final class DbSchedulerEngine implements Engine {

    private static final TaskDescriptor<Progress> TASK = TaskDescriptor.of("benchmark", Progress.class);

    /** As the documentation has it for PostgreSQL, without what only priorities need. */
    private static final String TABLE = """
            create table scheduled_tasks (
                task_name text not null,
                task_instance text not null,
                task_data bytea,
                execution_time timestamp with time zone not null,
                picked boolean not null,
                picked_by text,
                last_success timestamp with time zone,
                last_failure timestamp with time zone,
                consecutive_failures int,
                last_heartbeat timestamp with time zone,
                version bigint not null,
                priority smallint,
                primary key (task_name, task_instance)
            );
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
            """;

    private final PeerTables tables;
    private final Endings endings = new Endings();
    private final Scheduler scheduler;

    /** How far a process is: the data of its task. */
    record Progress(int step, int steps) implements Serializable {
    }

    DbSchedulerEngine(DataSource database, int workers) throws SQLException {
        tables = new PeerTables(database);
        if (!tables.exists("scheduled_tasks")) {
            tables.execute(TABLE);
        }
        CustomTask<Progress> task = Tasks.custom(TASK).execute((instance, context) -> {
            Beginnings.tell();
            return afterStep(instance.getData());
        });
        scheduler = Scheduler.create(database, task)
                .threads(workers)
                .pollUsingLockAndFetch(1.0, 4.0)
                .pollingInterval(Duration.ofMillis(100))
                .enableImmediateExecution()
                .addSchedulerListener(new Listener())
                .build();
        scheduler.start();
    }

    private static CompletionHandler<Progress> afterStep(Progress progress) {
        return progress.step() == progress.steps() ? new CompletionHandler.OnCompleteRemove<>()
                : (complete, operations) -> operations.reschedule(complete, Instant.now(), new Progress(progress.step() + 1, progress.steps()));
    }

    private static TaskInstance<Progress> instance(String id, int steps) {
        return TASK.instance(id).data(new Progress(1, steps)).build();
    }

    @Override
    public String start(int steps) {
        String id = UUID.randomUUID().toString();
        scheduler.schedule(instance(id, steps), Instant.now());
        return id;
    }

    @Override
    public void startAll(int processes, int steps) {
        Instant now = Instant.now();
        scheduler.scheduleBatch(Stream.generate(() -> UUID.randomUUID().toString()).limit(processes).<TaskInstance<?>> map(id -> instance(id, steps)).toList(), now);
    }

    @Override
    public void pause() {
        scheduler.pause();
    }

    @Override
    public void resume() {
        scheduler.resume();
    }

    @Override
    public long waiting() throws SQLException {
        return endings.waiting(tables.number("select count(*) from scheduled_tasks"));
    }

    @Override
    public long finishedSteps() {
        return endings.steps();
    }

    @Override
    public Map<String, Long> ends(long since) {
        return endings.since(since);
    }

    @Override
    public void discardWaiting() throws SQLException {
        tables.execute("delete from scheduled_tasks");
    }

    /** Their rows are gone, but have left their traces. */
    @Override
    public boolean removeEnded() throws SQLException {
        if (waiting() > 0) {
            return false;
        }
        tables.execute("truncate scheduled_tasks");
        endings.forget();
        return true;
    }

    @Override
    public void addEnded(int processes) {
        throw new UnsupportedOperationException("db-scheduler keeps no ended executions");
    }

    @Override
    public void close() {
        scheduler.stop();
    }

    /** Is told of each step after what has become of it was committed. */
    private final class Listener extends AbstractSchedulerListener {
        @Override
        public void onExecutionStart(CurrentlyExecuting execution) {
            endings.stepBegan();
        }

        @Override
        public void onExecutionComplete(ExecutionComplete complete) {
            if (complete.getResult() != ExecutionComplete.Result.OK) {
                // The missing step will be noticed; db-scheduler has logged why.
                return;
            }
            Progress progress = (Progress) complete.getExecution().taskInstance.getData();
            if (progress.step() == progress.steps()) {
                endings.processEnded(complete.getExecution().taskInstance.getId());
            } else {
                endings.stepEnded();
            }
        }
    }
}
