package io.processmanager.store;

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
import java.util.concurrent.TimeUnit;

/**
 * Queues processes for callers who have no transaction (group commit): what is started at the same time is inserted and committed together by one thread, while its
 * callers wait. Nothing waits for company. A process whose row the database refuses does not disturb the others.
 */
@ApplicationScoped
public class SharedStarts {

    private static final System.Logger LOG = System.getLogger(SharedStarts.class.getName());

    private static final int LARGEST_BATCH = 200;
    private static final long IDLE_MILLIS = 50;

    @Inject
    Database database;

    @Inject
    UncommittedChanges uncommitted;

    @Inject
    ProcessChanges changes;

    @Inject
    LocalRunner runner;

    @Resource
    ManagedThreadFactory threads;

    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private Session session;
    private Thread thread;
    private volatile boolean closed;

    private record Waiting(ProcessEntity process, CompletableFuture<Void> durable) {
    }

    @PostConstruct
    void open() {
        session = database.session();
        thread = threads.newThread(this::run);
        thread.setName("process-manager-starter");
        thread.start();
    }

    @PreDestroy
    void close() {
        closed = true;
        thread.interrupt();
    }

    /**
     * Queues a process and returns when that is durable.
     *
     * @param process what to insert
     * @throws PersistenceException if the database fails or refuses it. After a failure of the connection, or if the calling thread was interrupted, nobody knows whether
     *             the process was queued
     */
    void insert(ProcessEntity process) {
        Waiting waiting = new Waiting(process, new CompletableFuture<>());
        queue.add(waiting);
        if (closed) {
            waiting.durable().completeExceptionally(goingDown());
        }
        try {
            waiting.durable().get();
        } catch (ExecutionException failure) {
            throw new PersistenceException("Queueing a process failed: " + failure.getCause().getMessage(), failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PersistenceException("The calling thread was interrupted while process " + process.pid + " was being queued", interrupted);
        }
    }

    /** @return how many callers wait for the next commit */
    int waiting() {
        return queue.size();
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        try {
            while (!closed) {
                gather(batch);
                start(batch);
                batch.clear();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            session.rest();
            queue.drainTo(batch);
            fail(batch, goingDown());
        }
    }

    private static Exception goingDown() {
        return new IllegalStateException("the deployment is going down");
    }

    private void gather(List<Waiting> batch) throws InterruptedException {
        Waiting first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            session.rest();
            first = queue.take();
        }
        batch.add(first);
        queue.drainTo(batch, LARGEST_BATCH - 1);
    }

    private void start(List<Waiting> batch) {
        boolean mayBeStale = session.isOpen();
        Optional<Exception> failure = tryTogether(batch);
        if (failure.isPresent() && mayBeStale && !isAboutTheData(failure.get())) {
            // The database may have closed the connection while nothing was started. Should it have committed nevertheless, that is noticed.
            failure = tryTogether(batch);
        }
        failure.ifPresent(reason -> {
            if (isAboutTheData(reason)) {
                batch.forEach(this::startAlone);
            } else {
                fail(batch, reason);
            }
        });
    }

    private static boolean isAboutTheData(Exception failure) {
        return failure instanceof RuntimeException || SqlFailure.in(failure).filter(SqlFailure::isAboutTheData).isPresent();
    }

    private void startAlone(Waiting one) {
        tryTogether(List.of(one)).ifPresent(reason -> {
            if (SqlFailure.in(reason).filter(SqlFailure::isDuplicate).isPresent()) {
                // A pid is never made twice: it was committed before, and the answer was lost.
                runner.queued(one.process().dueAt);
                one.durable().complete(null);
            } else {
                fail(List.of(one), reason);
            }
        });
    }

    private static void fail(List<Waiting> batch, Exception reason) {
        batch.forEach(one -> one.durable().completeExceptionally(reason));
    }

    private Optional<Exception> tryTogether(List<Waiting> batch) {
        StartedTogether started = new StartedTogether(uncommitted, changes, runner);
        batch.forEach(one -> started.add(one.process()));
        boolean committed = false;
        try {
            started.insertAtLast(this::insert);
            committed = true;
        } catch (SQLException | RuntimeException failure) {
            return Optional.of(failure);
        } finally {
            tell(started, committed);
        }
        batch.forEach(one -> one.durable().complete(null));
        return Optional.empty();
    }

    private static void tell(StartedTogether started, boolean committed) {
        try {
            started.over(committed);
        } catch (RuntimeException untold) {
            // Whatever a server throws that goes down: the thread serves every caller.
            LOG.log(System.Logger.Level.WARNING, "The runner could not be told of new processes; it finds them the next time it looks at the database", untold);
        }
    }

    private void insert(List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException {
        Dialect dialect = database.dialect();
        Database.Work<Void> work = connection -> {
            dialect.insertStatements().insert(connection, processes, claimedBy);
            return null;
        };
        if (processes.size() == 1 || dialect.insertsInOneStatement()) {
            session.autoCommitted(work);
        } else {
            session.inTransaction(work);
        }
    }
}
