package io.processmanager.execution.isolation;

import io.processmanager.threads.CleanThreads;
import io.processmanager.threads.ThreadState;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.concurrent.ManagedThreadFactoryDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for steps whose caller waits on another thread: a request, or a deeply nested job. Unbounded, since abandoned
 * steps may keep threads. Where the JVM does not permit removing thread-local variables, each thread executes one step
 * only.
 */
@ApplicationScoped
@ManagedThreadFactoryDefinition(name = StepThreads.FACTORY)
public class StepThreads implements Executor {

    static final String FACTORY = "java:app/concurrent/ProcessManagerSteps";

    private static final long IDLE_SECONDS = 60;

    @Resource(lookup = FACTORY)
    ManagedThreadFactory factory;

    private ExecutorService pool;

    @PostConstruct
    void open() {
        long idleSeconds = ThreadState.isRestorable() ? IDLE_SECONDS : 0;
        pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, idleSeconds, TimeUnit.SECONDS, new SynchronousQueue<>(), new CleanThreads(factory));
    }

    /** @return an unstarted thread of the container, outside the pool, that inherits nothing from its creator */
    public Thread newThread(Runnable work) {
        return new CleanThreads(factory).newThread(work);
    }

    @PreDestroy
    void close() {
        pool.shutdownNow();
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }
}
