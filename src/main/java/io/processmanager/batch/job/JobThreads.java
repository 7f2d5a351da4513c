package io.processmanager.batch.job;

import io.processmanager.threads.CleanThreads;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.batch.operations.JobStartException;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.concurrent.ManagedThreadFactoryDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that execute jobs, and in them the steps of processes. They are ours on every server, and never those of its batch runtime, of a timer or of a request:
 * a step past its deadline is interrupted and abandoned, and its thread must not be missing elsewhere. The pool has no bound of its own. How many jobs there are at a
 * time is up to the one who starts them, and a thread that an abandoned step does not give back must not take a place from others.
 */
@ApplicationScoped
@ManagedThreadFactoryDefinition(name = JobThreads.FACTORY)
public class JobThreads implements Executor {

    static final String FACTORY = "java:app/concurrent/ProcessManagerJobs";

    private static final long IDLE_SECONDS = 60;
    private static final ThreadLocal<Jobs> ON_THIS_THREAD = new ThreadLocal<>();

    @Resource(lookup = FACTORY)
    ManagedThreadFactory factory;

    private ExecutorService pool;

    @PostConstruct
    void open() {
        open(new CleanThreads(factory));
    }

    void open(ThreadFactory threads) {
        pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    @PreDestroy
    void close() {
        pool.shutdownNow();
    }

    /**
     * @param job what to execute: on another thread, or on this one after the job that {@linkplain #end ends} there; to wake a thread costs about as much as a small job
     * @throws JobStartException if the deployment is going down
     */
    @Override
    public void execute(Runnable job) {
        Jobs here = ON_THIS_THREAD.get();
        if (here == null || !here.take(job)) {
            try {
                pool.execute(new Jobs(job, pool));
            } catch (RejectedExecutionException goingDown) {
                throw new JobStartException("The deployment is going down and takes no more jobs", goingDown);
            }
        }
    }

    /**
     * Does the last thing of the job that this thread executes.
     *
     * @param last what to do; should it start another job, that is executed on this thread
     */
    static void end(Runnable last) {
        Jobs here = ON_THIS_THREAD.get();
        if (here != null) {
            here.ending = true;
        }
        last.run();
    }

    /** Jobs that are executed one after another by one thread. */
    private static final class Jobs implements Runnable {

        private final Executor pool;
        private Runnable next;
        private boolean ending;

        Jobs(Runnable first, Executor pool) {
            this.next = first;
            this.pool = pool;
        }

        boolean take(Runnable job) {
            boolean takes = ending && next == null;
            if (takes) {
                next = job;
            }
            return takes;
        }

        @Override
        public void run() {
            ON_THIS_THREAD.set(this);
            try {
                while (next != null && !Thread.currentThread().isInterrupted()) {
                    Runnable job = next;
                    next = null;
                    ending = false;
                    job.run();
                }
            } finally {
                ON_THIS_THREAD.remove();
                if (next != null) {
                    // The job before it has thrown something, or has been interrupted: this thread is not for others.
                    pool.execute(new Jobs(next, pool));
                }
            }
        }
    }
}
