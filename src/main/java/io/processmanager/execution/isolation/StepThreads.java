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
 * The threads that execute steps while somebody waits on another one: a request, or a job whose stack is deep. The pool has no bound of its own: a thread that an
 * abandoned step does not give back must not be missing. Where this Java virtual machine does not let the thread-local variables of a step be removed, each of them
 * executes one step only.
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

    @PreDestroy
    void close() {
        pool.shutdownNow();
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }
}
