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
import java.util.concurrent.CompletableFuture;

/**
 * Writes for this node's runner (group commit): what comes at the same time is committed together by {@link GroupCommit}. Each row is written on the condition
 * that its claim is still held, so a refused row concerns its process alone. Reports with lines of the log have a writer of their own: however much a step says, the checkpoints
 * of others do not wait for that.
 */
@ApplicationScoped
public class GroupCommits {

    /** While one waits for the disk, the database works for the other. All writes of a process but for its log go to the same one, which keeps their order. */
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

    /** @return itself, with its threads at work */
    public GroupCommits opened() {
        return this;
    }

    @PreDestroy
    public void close() {
        writers.forEach(GroupCommit::close);
        logWriter.close();
        completions.close();
    }

    /**
     * Hands a write over. What is said about a process after a report with lines of its log must wait until that is decided, as it may go to another writer.
     *
     * @param write what to write; there may be only one advance of a claim at a time
     * @return completed when it is decided what became of the write, by a thread that is not the writer's; exceptionally if the database refuses this very row,
     *         or the deployment goes down. Whoever loses interest may cancel it
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
     * Writes at once, in the JTA transaction that is active, and is committed or rolled back with it.
     *
     * @param advance what to write
     * @return what became of it; anything but APPLIED has changed nothing
     * @throws SQLException if the database fails
     */
    public Result writeInTransaction(RunnerWrite.Advance advance) throws SQLException {
        afterCommit.run(committed -> changes.changed(advance.claim().pid()));
        try (Connection connection = database.dataSource().getConnection()) {
            return new GroupCommitStatements(connection, database.dialect(), false).write(List.of(advance)).get(0);
        }
    }
}
