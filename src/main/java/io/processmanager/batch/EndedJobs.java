package io.processmanager.batch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.jberet.operations.AbstractJobOperator;
import org.jberet.repository.JobRepository;

/**
 * Removes ended jobs from the repository of the batch runtime, which is in memory and would keep every one of them for as long as the server
 * runs. The latest stay for the consoles.
 */
@ApplicationScoped
public class EndedJobs {

    private static final int KEPT = 100;

    private final AtomicInteger started = new AtomicInteger();

    /**
     * Called after each start; now and then it removes what has ended long before.
     *
     * @param operator what has started the job
     * @param newest the id of the execution that was started
     */
    void startedAnother(AbstractJobOperator operator, long newest) {
        if (started.incrementAndGet() % KEPT == 0) {
            OldExecutions old = new OldExecutions(operator.getBatchEnvironment().getApplicationName(), newest - KEPT);
            JobRepository repository = operator.getJobRepository();
            repository.removeJobExecutions(old);
            old.instances().forEach(repository::removeJobInstance);
        }
    }
}
