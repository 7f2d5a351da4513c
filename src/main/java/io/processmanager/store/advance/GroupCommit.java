package io.processmanager.store.advance;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.database.KeptConnection;
import io.processmanager.database.Outage;
import io.processmanager.database.SqlFailure;
import io.processmanager.database.statement.RowChunks;
import io.processmanager.database.thread.SupervisedThread;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.RowLocks;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.transition.GroupCommitStatements;
import io.processmanager.store.transition.RunnerWrite;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.store.transition.TriedReports;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A writer of {@link GroupCommits}, with its own thread and connection. All waiting writes are committed together
 * while the next batch gathers; nothing waits for company. A failed batch is retried row by row. Only a failure known
 * to concern a row's data is final; others are retried: at once while the database is away, as nobody can write then,
 * otherwise after a pause, so as not to delay other writes. An executor runs the callbacks, never the writer's
 * thread.
 */
final class GroupCommit {

    private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());

    private static final int LARGEST_BATCH = 1_000;
    /** Bounds the log lines of one commit, so that verbose processes do not delay others. */
    private static final int MOST_CHARACTERS_OF_LINES = 65_536;
    private static final long PAUSE_WHILE_AWAY_MILLIS = 250;
    private static final long PAUSE_WHILE_HELD_BACK_MILLIS = 20;
    /** Five seconds of pauses. */
    private static final int MOST_TRIES_IN_A_ROW = 20;

    private final Database database;
    private final KeptConnection kept;
    private final UncommittedChanges uncommitted;
    private final ProcessChanges changes;
    private final Executor completions;
    private final Outage outage;
    private final RowLocks lockedElsewhere;
    private final TriedReports tried = new TriedReports();
    private final BlockingQueue<PendingWrite> queue = new LinkedBlockingQueue<>();
    /** Used by the writer's thread only. */
    private List<PendingWrite> pending = new ArrayList<>();
    private SupervisedThread thread;

    /** @param completions completes results; must not block */
    GroupCommit(Database database, UncommittedChanges uncommitted, ProcessChanges changes, Executor completions, Outage outage) {
        this.database = database;
        this.kept = database.keptConnection();
        this.uncommitted = uncommitted;
        this.changes = changes;
        this.completions = completions;
        this.outage = outage;
        this.lockedElsewhere = new RowLocks(kept);
    }

    /** Writes until closed; then pending results fail. */
    void start(String name, ThreadFactory factory, ThreadHealth health) {
        thread = SupervisedThread.start(name, factory, health, this::round, this::end);
    }

    void close() {
        thread.close();
    }

    CompletableFuture<Result> write(RunnerWrite write) {
        PendingWrite waiting = new PendingWrite(write);
        queue.add(waiting);
        if (thread.isClosed()) {
            waiting.fail(closed());
        }
        return waiting.result();
    }

    private static CancellationException closed() {
        return new CancellationException("The writer is closed");
    }

    private void round() throws InterruptedException {
        gather();
        writeWhatIsFree();
        pending.removeIf(this::isOver);
    }

    private boolean isOver(PendingWrite one) {
        if (one.isDecided()) {
            tried.decided(one.write());
        }
        return one.isDecided();
    }

    private void end() {
        kept.release();
        queue.drainTo(pending);
        pending.forEach(left -> left.fail(closed()));
    }

    /** Adds new writes to those held back. */
    private void gather() throws InterruptedException {
        PendingWrite next = pending.isEmpty() ? kept.next(queue) : queue.poll(PAUSE_WHILE_HELD_BACK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
            pending.add(next);
            queue.drainTo(pending, LARGEST_BATCH - 1);
        }
    }

    /** Skips rows that callers may have locked; all others would wait for those transactions. */
    private void writeWhatIsFree() throws InterruptedException {
        try {
            lockedElsewhere.askAgain();
        } catch (SQLException failure) {
            outage.failed(Outage.Task.WRITES, failure);
        }
        List<PendingWrite> due = pending.stream().filter(one -> one.isDue() && !lockedElsewhere.contains(one.pid())).toList();
        Set<String> free = uncommitted.beginWriting(due.stream().map(PendingWrite::pid).toList());
        try {
            writeBatch(due.stream().filter(one -> free.contains(one.pid())).collect(Collectors.toCollection(ArrayList::new)));
        } finally {
            uncommitted.endWriting(free);
        }
    }

    private void writeBatch(List<PendingWrite> batch) throws InterruptedException {
        // All writers lock rows in the same order, to avoid deadlocks.
        batch.sort(Comparator.comparing(PendingWrite::pid));
        for (int from = 0; from < batch.size();) {
            int to = RowChunks.end(batch, from, LARGEST_BATCH, MOST_CHARACTERS_OF_LINES, one -> one.write().charactersOfLines());
            writePart(new ArrayList<>(batch.subList(from, to)));
            from = to;
        }
    }

    private void writePart(List<PendingWrite> part) throws InterruptedException {
        if (!tryTogether(part)) {
            for (PendingWrite one : part) {
                writeAlone(one);
            }
        }
    }

    private boolean tryTogether(List<PendingWrite> batch) {
        batch.removeIf(PendingWrite::isDecided);
        if (batch.isEmpty()) {
            return true;
        }
        try {
            commit(batch);
            return true;
        } catch (Throwable failure) {
            // Errors, too: memory too short for a thousand outputs may do for one.
            LOG.log(System.Logger.Level.DEBUG, "A group commit of " + batch.size() + " writes failed; they are tried one by one", failure);
            return false;
        }
    }

    private void writeAlone(PendingWrite one) throws InterruptedException {
        for (int tries = 1; !one.isDecided(); tries++) {
            try {
                commitAlone(one);
            } catch (SQLException failure) {
                Optional<SqlFailure> known = SqlFailure.in(failure);
                if (known.filter(SqlFailure::isAboutTheData).isPresent()) {
                    one.refuse(failure, completions);
                    return;
                }
                if (known.filter(SqlFailure::isAboutLocks).isPresent()) {
                    lockedElsewhere.noticed(one.pid());
                    return;
                }
                outage.failed(Outage.Task.WRITES, failure);
                if (tries >= MOST_TRIES_IN_A_ROW) {
                    one.setAside(failure);
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_WHILE_AWAY_MILLIS);
            } catch (Throwable unexpected) {
                // A fault of this code, a driver or the server must not lose the result of a step.
                one.setAside(unexpected);
                return;
            }
        }
    }

    private void commit(List<PendingWrite> batch) throws SQLException {
        List<RunnerWrite> writes = batch.stream().map(PendingWrite::write).toList();
        Dialect dialect = database.dialect();
        Database.Work<List<Result>> work = connection -> GroupCommitStatements.repeating(connection, dialect, tried).write(writes);
        decided(batch, GroupCommitStatements.areOneStatementEach(dialect, writes) ? kept.autoCommitted(work) : kept.inTransaction(work));
    }

    private void commitAlone(PendingWrite one) throws SQLException {
        Dialect dialect = database.dialect();
        decided(List.of(one), kept.inTransaction(connection -> {
            RowLocks.limitWaiting(connection, dialect);
            return GroupCommitStatements.repeating(connection, dialect, tried).write(List.of(one.write()));
        }));
    }

    private void decided(List<PendingWrite> batch, List<Result> results) {
        outage.worked(Outage.Task.WRITES);
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).decide(results.get(i));
        }
        List<PendingWrite> written = List.copyOf(batch);
        completions.execute(() -> {
            written.forEach(PendingWrite::tell);
            written.stream().filter(PendingWrite::isApplied).forEach(one -> changes.changed(one.pid()));
        });
    }
}
