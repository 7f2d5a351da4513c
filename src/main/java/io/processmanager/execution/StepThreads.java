package io.processmanager.execution;

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
 * The threads that execute the steps for which somebody waits on a thread of the server, and those that see to what becomes of stopped steps. The pool has no bound of its
 * own: a thread that an abandoned step does not give back must not be missing.
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
        pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** @return itself, ready: who needs it first may do so on a thread that the container does not know */
    StepThreads opened() {
        return this;
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
