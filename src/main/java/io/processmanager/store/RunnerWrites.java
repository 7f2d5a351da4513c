package io.processmanager.store;

import io.processmanager.store.RunnerWrite.Result;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The writer of this node's runner (group commit): everything that is waiting is committed together, and while one commit is under way the next
 * batch gathers; nothing waits for company. Each row is written on the condition that its claim is still held, so a refused row concerns its
 * process alone. A batch that fails is tried again row by row. While the database is away writes wait here, and are repeated until it is back.
 */
@ApplicationScoped
public class RunnerWrites {

    private static final System.Logger LOG = System.getLogger(RunnerWrites.class.getName());

    private static final int LARGEST_BATCH = 1_000;
    private static final long PAUSE_WHILE_AWAY_MILLIS = 250;
    private static final long PAUSE_WHILE_HELD_BACK_MILLIS = 20;
    private static final long IDLE_MILLIS = 50;

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

    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private Session session;
    private Thread writer;
    private volatile boolean closed;
    private boolean databaseAway;
    private RowLocks lockedElsewhere;

    private record Waiting(RunnerWrite write, CompletableFuture<Result> result) {

        String pid() {
            return write.claim().pid();
        }
    }

    @PostConstruct
    void open() {
        session = database.session();
        lockedElsewhere = new RowLocks(session);
        writer = threads.newThread(this::writeUntilClosed);
        writer.setName("process-manager-writer");
        writer.start();
    }

    @PreDestroy
    void close() {
        closed = true;
        writer.interrupt();
    }

    /**
     * Hands a write over.
     *
     * @param write what to write; there may be only one advance of a claim at a time
     * @return completed when it is decided what became of the write; exceptionally if the database refuses this very row. Whoever loses interest may
     *         cancel it
     */
    public CompletableFuture<Result> write(RunnerWrite write) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        queue.add(new Waiting(write, result));
        if (closed) {
            result.completeExceptionally(new CancellationException("The writer is closed"));
        }
        return result;
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
            return new WriteStatements(connection, database.dialect(), false).write(List.of(advance)).get(0);
        }
    }

    private void writeUntilClosed() {
        List<Waiting> waiting = new ArrayList<>();
        while (!closed) {
            try {
                gather(waiting);
                waiting = writeWhatIsFree(waiting);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                closed = true;
            }
        }
        session.rest();
        queue.drainTo(waiting);
        waiting.forEach(left -> left.result().completeExceptionally(new CancellationException("The writer is closed")));
    }

    /** Adds what has come to what was held back. */
    private void gather(List<Waiting> waiting) throws InterruptedException {
        Waiting next = waiting.isEmpty() ? next() : queue.poll(PAUSE_WHILE_HELD_BACK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
            waiting.add(next);
            queue.drainTo(waiting, LARGEST_BATCH - 1);
        }
    }

    private Waiting next() throws InterruptedException {
        Waiting next = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (next == null) {
            session.rest();
            next = queue.take();
        }
        return next;
    }

    /**
     * Writes what no caller may have locked; everything else would wait with it for the end of that caller's transaction.
     *
     * @return what was held back
     */
    private List<Waiting> writeWhatIsFree(List<Waiting> waiting) throws InterruptedException {
        try {
            lockedElsewhere.askAgain();
        } catch (SQLException failure) {
            sayOnceThatTheDatabaseIsAway(failure);
        }
        Set<String> free = uncommitted.beginWriting(waiting.stream().map(Waiting::pid).filter(pid -> !lockedElsewhere.contains(pid)).toList());
        try {
            List<Waiting> batch = waiting.stream().filter(one -> free.contains(one.pid())).collect(Collectors.toCollection(ArrayList::new));
            write(batch);
        } finally {
            uncommitted.endWriting();
        }
        return waiting.stream().filter(one -> !one.result().isDone()).collect(Collectors.toCollection(ArrayList::new));
    }

    private void write(List<Waiting> batch) throws InterruptedException {
        // All writers lock rows in the same order, so that they cannot wait for each other in a circle.
        batch.sort(Comparator.comparing(Waiting::pid));
        if (!tryTogether(batch)) {
            for (Waiting waiting : batch) {
                writeAlone(waiting);
            }
        }
    }

    private boolean tryTogether(List<Waiting> batch) {
        batch.removeIf(waiting -> waiting.result().isDone());
        if (batch.isEmpty()) {
            return true;
        }
        try {
            commit(batch);
            return true;
        } catch (SQLException | RuntimeException failure) {
            LOG.log(System.Logger.Level.DEBUG, "A shared commit of " + batch.size() + " writes failed; they are tried one by one", failure);
            return false;
        }
    }

    private void writeAlone(Waiting waiting) throws InterruptedException {
        while (!waiting.result().isDone()) {
            try {
                commitAlone(waiting);
                return;
            } catch (RuntimeException unwritable) {
                // The writer serves everybody: nothing that one process hands over may end it.
                waiting.result().completeExceptionally(unwritable);
            } catch (SQLException failure) {
                Optional<SqlFailure> known = SqlFailure.in(failure);
                if (known.filter(SqlFailure::isAboutTheData).isPresent()) {
                    waiting.result().completeExceptionally(failure);
                    return;
                }
                if (known.filter(SqlFailure::isAboutLocks).isPresent()) {
                    lockedElsewhere.noticed(waiting.pid());
                    return;
                }
                sayOnceThatTheDatabaseIsAway(failure);
                TimeUnit.MILLISECONDS.sleep(PAUSE_WHILE_AWAY_MILLIS);
            }
        }
    }

    private void commit(List<Waiting> batch) throws SQLException {
        List<RunnerWrite> writes = batch.stream().map(Waiting::write).toList();
        Dialect dialect = database.dialect();
        Database.Work<List<Result>> work = connection -> new WriteStatements(connection, dialect, true).write(writes);
        decided(batch, WriteStatements.areOneStatementEach(dialect, writes) ? session.autoCommitted(work) : session.inTransaction(work));
    }

    private void commitAlone(Waiting waiting) throws SQLException {
        Dialect dialect = database.dialect();
        decided(List.of(waiting), session.inTransaction(connection -> {
            RowLocks.limitWaiting(connection, dialect);
            return new WriteStatements(connection, dialect, true).write(List.of(waiting.write()));
        }));
    }

    private void decided(List<Waiting> batch, List<Result> results) {
        if (databaseAway) {
            databaseAway = false;
            LOG.log(System.Logger.Level.INFO, "The database takes writes again");
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(results.get(i));
            if (results.get(i) == Result.APPLIED) {
                changes.changed(batch.get(i).pid());
            }
        }
    }

    private void sayOnceThatTheDatabaseIsAway(SQLException failure) {
        if (!databaseAway) {
            databaseAway = true;
            LOG.log(System.Logger.Level.WARNING, "The database does not take writes; they wait and are repeated: " + failure.getMessage());
        }
    }
}
