package io.processmanager.store.advance;

import io.processmanager.database.Database;
import io.processmanager.database.Outage;
import io.processmanager.database.thread.CompletionThread;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.database.transaction.AfterCommit;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.transition.GroupCommitStatements;
import io.processmanager.store.transition.RunnerWrite;
import io.processmanager.store.transition.RunnerWrite.Result;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Writes for this node's runner: concurrent writes are committed together by {@link GroupCommit}. Each is conditional
 * on its claim, so a refusal concerns one process. Reports with log lines have their own writer, so as not to delay
 * checkpoints.
 */
@ApplicationScoped
public class GroupCommits {

    /**
     * While one waits for the disk, the other uses the database. All writes of a process except log lines go to one
     * writer, which keeps their order.
     */
    private static final int WRITERS = 2;

    @Inject
    Database database;

    @Inject
    ProcessChanges changes;

    @Inject
    AfterCommit afterCommit;

    @Inject
    UncommittedChanges uncommitted;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    ThreadHealth health;

    @Inject
    Outage outage;

    private final List<GroupCommit> writers = new ArrayList<>();
    private GroupCommit logWriter;
    private CompletionThread completions;

    @PostConstruct
    void open() {
        completions = new CompletionThread("process-manager-written", threads, health);
        for (int i = 1; i <= WRITERS; i++) {
            writers.add(open("process-manager-writer-" + i));
        }
        logWriter = open("process-manager-log-writer");
    }

    private GroupCommit open(String name) {
        GroupCommit writer = new GroupCommit(database, uncommitted, changes, completions, outage);
        writer.start(name, threads, health);
        return writer;
    }

    /** @return itself, with running threads, and not its proxy */
    public Optional<GroupCommits> opened() {
        return Optional.of(this);
    }

    @PreDestroy
    public void close() {
        writers.forEach(GroupCommit::close);
        logWriter.close();
        completions.close();
    }

    /**
     * Hands over a write. After a report with log lines, wait for its result before the next write of that process,
     * which may go to another writer.
     *
     * @param write at most one advance of a claim at a time
     * @return completed with the result, not on the writer's thread; exceptionally if the database refuses this row
     *     or the deployment goes down. May be cancelled
     */
    public CompletableFuture<Result> write(RunnerWrite write) {
        return writerOf(write).write(write);
    }

    private GroupCommit writerOf(RunnerWrite write) {
        if (write instanceof RunnerWrite.Report && !write.lines().isEmpty()) {
            return logWriter;
        }
        return writers.get(database.commitsInParallel() ? Math.floorMod(write.claim().pid().hashCode(), WRITERS) : 0);
    }

    /**
     * Writes at once, in the active JTA transaction.
     *
     * @param advance what to write
     * @return the result; anything but APPLIED has changed nothing
     * @throws SQLException if the database fails
     */
    public Result writeInTransaction(RunnerWrite.Advance advance) throws SQLException {
        afterCommit.run(committed -> changes.changed(advance.claim().pid()));
        try (Connection connection = database.dataSource().getConnection()) {
            return new GroupCommitStatements(connection, database.dialect(), false).write(List.of(advance)).get(0);
        }
    }
}
