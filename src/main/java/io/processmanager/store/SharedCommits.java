package io.processmanager.store;

import io.processmanager.store.RunnerWrite.Result;
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
 * A writer of {@link RunnerWrites}, with a thread and a connection of its own. Everything that is waiting is committed together, and while one commit is under
 * way the next batch gathers; nothing waits for company. A batch that fails is tried again row by row. While the database is away writes wait here, and are
 * repeated until it is back.
 */
final class SharedCommits implements Runnable {

    private static final System.Logger LOG = System.getLogger(SharedCommits.class.getName());

    private static final int LARGEST_BATCH = 1_000;
    private static final long PAUSE_WHILE_AWAY_MILLIS = 250;
    private static final long PAUSE_WHILE_HELD_BACK_MILLIS = 20;

    private final Database database;
    private final Session session;
    private final UncommittedChanges uncommitted;
    private final ProcessChanges changes;
    private final Outage outage;
    private final RowLocks lockedElsewhere;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    private record Waiting(RunnerWrite write, CompletableFuture<Result> result) {

        String pid() {
            return write.claim().pid();
        }
    }

    SharedCommits(Database database, UncommittedChanges uncommitted, ProcessChanges changes, Outage outage) {
        this.database = database;
        this.session = database.session();
        this.uncommitted = uncommitted;
        this.changes = changes;
        this.outage = outage;
        this.lockedElsewhere = new RowLocks(session);
    }

    /** See {@link RunnerWrites#write}. */
    CompletableFuture<Result> write(RunnerWrite write) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        queue.add(new Waiting(write, result));
        if (closed) {
            result.completeExceptionally(new CancellationException("The writer is closed"));
        }
        return result;
    }

    /** To be followed by an interrupt of its thread. */
    void close() {
        closed = true;
    }

    /** Writes what comes until it is closed: by then, or when its thread is interrupted, whoever waits for something that is left learns that nobody will write it. */
    @Override
    public void run() {
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
        Waiting next = waiting.isEmpty() ? session.next(queue) : queue.poll(PAUSE_WHILE_HELD_BACK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
            waiting.add(next);
            queue.drainTo(waiting, LARGEST_BATCH - 1);
        }
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
            outage.began(failure);
        }
        Set<String> free = uncommitted.beginWriting(waiting.stream().map(Waiting::pid).filter(pid -> !lockedElsewhere.contains(pid)).toList());
        try {
            List<Waiting> batch = waiting.stream().filter(one -> free.contains(one.pid())).collect(Collectors.toCollection(ArrayList::new));
            write(batch);
        } finally {
            uncommitted.endWriting(free);
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
                outage.began(failure);
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
        outage.ended();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(results.get(i));
            if (results.get(i) == Result.APPLIED) {
                changes.changed(batch.get(i).pid());
            }
        }
    }
}
