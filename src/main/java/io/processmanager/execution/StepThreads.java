package io.processmanager.execution;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.concurrent.ManagedThreadFactoryDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that execute steps, and nothing else: never a batch thread, a timer or a request, so that a step past its deadline can
 * be interrupted and abandoned. The pool has no bound of its own. What runs at a time is bounded by the runner's capacity, and a
 * thread that an abandoned step does not give back must not take a place from others.
 */
@ApplicationScoped
@ManagedThreadFactoryDefinition(name = StepThreads.FACTORY)
public class StepThreads {

    static final String FACTORY = "java:app/concurrent/ProcessManagerSteps";

    private static final long IDLE_SECONDS = 60;

    @Resource(lookup = FACTORY)
    ManagedThreadFactory factory;

    private ExecutorService pool;

    @PostConstruct
    void open() {
        pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    @PreDestroy
    void close() {
        pool.shutdownNow();
    }

    Future<?> submit(Runnable step) {
        return pool.submit(step);
    }
}
