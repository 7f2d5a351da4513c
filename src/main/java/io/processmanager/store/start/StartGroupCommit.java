package io.processmanager.store.start;

import io.processmanager.UnknownOutcomeException;
import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.database.KeptConnection;
import io.processmanager.database.SqlFailure;
import io.processmanager.database.thread.CompletionThread;
import io.processmanager.database.thread.SupervisedThread;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ProcessEntity;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Group commit of starts without a transaction: concurrent starts are inserted and committed together by one thread
 * while the callers wait. Nothing waits for company. A row that the database refuses does not affect the others.
 */
@ApplicationScoped
public class StartGroupCommit {

    private static final int LARGEST_BATCH = 200;

    @Inject
    Database database;

    @Inject
    UncommittedChanges uncommitted;

    @Inject
    ProcessChanges changes;

    @Inject
    LocalClaims runner;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    ThreadHealth health;

    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private KeptConnection kept;
    private CompletionThread completions;
    private SupervisedThread thread;

    private record Waiting(ProcessEntity process, CompletableFuture<Void> durable) {

        void fail(Throwable reason, boolean perhapsStarted) {
            durable.completeExceptionally(perhapsStarted ? new UnknownOutcomeException(process.pid(), reason) : reason);
        }
    }

    /**
     * @param failure why the insert failed; empty if it is durable
     * @param sent whether anything was sent to the database
     */
    private record Attempt(Optional<Throwable> failure, boolean sent) {

        /** Whether single inserts may help: some row is refused, or the batch could not be sent. */
        boolean isAboutTheData() {
            return isRefusal() || failure.filter(reason -> !(reason instanceof SQLException)).isPresent();
        }

        /** Whether none was started, whatever was tried before: a stored row would be reported as a duplicate. */
        public boolean isRefusal() {
            return failure.flatMap(SqlFailure::in).filter(SqlFailure::isAboutTheData).isPresent();
        }

        public boolean isDuplicate() {
            return failure.flatMap(SqlFailure::in).filter(SqlFailure::isDuplicate).isPresent();
        }
    }

    @PostConstruct
    void open() {
        kept = database.keptConnection();
        completions = new CompletionThread("process-manager-started", threads, health);
        thread = SupervisedThread.start("process-manager-starter", threads, health, this::round, this::end);
    }

    @PreDestroy
    void close() {
        thread.close();
        completions.close();
    }

    /**
     * Queues a process; durable on return.
     *
     * @param process what to insert
     * @throws PersistenceException if the database is away or refuses it; it was not queued then
     * @throws UnknownOutcomeException if the connection breaks or the thread is interrupted
     */
    void insert(ProcessEntity process) {
        Waiting waiting = new Waiting(process, new CompletableFuture<>());
        queue.add(waiting);
        if (thread.isClosed()) {
            waiting.fail(goingDown(), false);
        }
        try {
            waiting.durable().get();
        } catch (ExecutionException failure) {
            throw refusal(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnknownOutcomeException(process.pid(), interrupted);
        }
    }

    private static RuntimeException refusal(Throwable cause) {
        return cause instanceof UnknownOutcomeException unknown ? unknown : new PersistenceException("Queueing a process failed: " + cause.getMessage(), cause);
    }

    /** @return how many callers wait for the next commit */
    int waiting() {
        return queue.size();
    }

    private void round() throws InterruptedException {
        List<Waiting> batch = new ArrayList<>();
        batch.add(kept.next(queue));
        queue.drainTo(batch, LARGEST_BATCH - 1);
        try {
            start(batch);
        } catch (Throwable failure) {
            // Some may be committed, and no caller may be left waiting.
            fail(batch, new IllegalStateException("Queueing processes failed in an unexpected way", failure), true);
            throw failure;
        }
    }

    private void end() {
        kept.release();
        List<Waiting> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(waiting -> waiting.fail(goingDown(), false));
    }

    private static Exception goingDown() {
        return new IllegalStateException("the deployment is going down");
    }

    private void start(List<Waiting> batch) {
        boolean mayBeStale = kept.isOpen();
        Attempt first = tryTogether(batch);
        // The connection may have been closed while idle, or broken after the commit: a second attempt tells.
        Attempt last = first.failure().isPresent() && !first.isAboutTheData() && (mayBeStale || first.sent()) ? tryTogether(batch) : first;
        boolean sent = first.sent() || last.sent();
        last.failure().ifPresent(reason -> {
            if (last.isAboutTheData()) {
                batch.forEach(one -> startAlone(one, sent));
            } else {
                fail(batch, reason, sent);
            }
        });
    }

    private void startAlone(Waiting one, boolean sentBefore) {
        Attempt attempt = tryTogether(List.of(one));
        attempt.failure().ifPresent(reason -> {
            if (attempt.isDuplicate()) {
                // Pids are unique: it was committed before, and the answer was lost.
                completions.execute(() -> {
                    runner.queued(one.process().turn().lane(), one.process().dueAt());
                    one.durable().complete(null);
                });
            } else {
                fail(List.of(one), reason, !attempt.isRefusal() && (sentBefore || attempt.sent()));
            }
        });
    }

    private void fail(List<Waiting> batch, Throwable reason, boolean perhapsStarted) {
        List<Waiting> failed = List.copyOf(batch);
        completions.execute(() -> failed.forEach(one -> one.fail(reason, perhapsStarted)));
    }

    private Attempt tryTogether(List<Waiting> batch) {
        StartedTogether started = new StartedTogether(uncommitted, changes, runner);
        batch.forEach(one -> started.add(one.process()));
        AtomicBoolean sent = new AtomicBoolean();
        boolean committed = false;
        try {
            started.insertAtLast((processes, claimedBy) -> insert(processes, claimedBy, sent));
            committed = true;
        } catch (Throwable failure) {
            return new Attempt(Optional.of(failure), sent.get());
        } finally {
            tell(batch, started, committed);
        }
        return new Attempt(Optional.empty(), true);
    }

    private void tell(List<Waiting> batch, StartedTogether started, boolean committed) {
        List<Waiting> told = List.copyOf(batch);
        completions.execute(() -> {
            started.transactionEnded(committed ? StartedTogether.End.COMMITTED : StartedTogether.End.NOT_COMMITTED);
            if (committed) {
                told.forEach(one -> one.durable().complete(null));
            }
        });
    }

    private int insert(List<ProcessEntity> processes, Optional<String> claimedBy, AtomicBoolean sent) throws SQLException {
        Dialect dialect = database.dialect();
        Database.Work<Integer> work = connection -> {
            sent.set(true);
            return InsertStatements.of(dialect).insert(connection, processes, claimedBy);
        };
        boolean alone = InsertStatements.areOneStatement(processes) && (processes.size() == 1 || dialect.insertsInOneStatement());
        return alone ? kept.autoCommitted(work) : kept.inTransaction(work);
    }
}
