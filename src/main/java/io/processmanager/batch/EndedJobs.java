package io.processmanager.batch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.jberet.operations.AbstractJobOperator;
import org.jberet.repository.JobRepository;

/**
 * Removes ended jobs from the batch runtime's in-memory repository, which would keep them all. The latest stay for
 * the consoles.
 */
@ApplicationScoped
public class EndedJobs {

    private static final int KEPT = 100;

    private final AtomicInteger started = new AtomicInteger();

    /**
     * Call after each start; removes old jobs now and then.
     *
     * @param operator has started the job
     * @param newest id of the started execution
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
