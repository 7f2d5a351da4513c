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
 * The threads of jobs and thus of steps, ours on every server: an overdue step is interrupted and abandoned, and its
 * thread must not be missing from a batch runtime, timer or request pool. Unbounded: the number of jobs is up to
 * their starter, and abandoned steps must not take slots from others.
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
     * @param job runs on another thread, or on this one after the job that {@linkplain #end ends} here: waking a
     *     thread costs about as much as a small job
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
     * Runs the last action of the current job.
     *
     * @param last a job that it starts is executed on this thread
     */
    static void end(Runnable last) {
        Jobs here = ON_THIS_THREAD.get();
        if (here != null) {
            here.ending = true;
        }
        last.run();
    }

    /** Jobs executed in turn by one thread. */
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
                    // The previous job threw or was interrupted: its thread is not for others.
                    pool.execute(new Jobs(next, pool));
                }
            }
        }
    }
}
