package io.processmanager.batch.server;

import io.processmanager.batch.job.JobThreads;
import jakarta.annotation.PostConstruct;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jberet.operations.AbstractJobOperator;
import org.jberet.operations.DelegatingJobOperator;
import org.jberet.operations.JobOperatorImpl;

/**
 * Chooses the batch runtime: the server's JBeret (WildFly), whose consoles then show the jobs, or the WAR's (Payara).
 * The threads are ours in either case.
 */
@ApplicationScoped
public class JobOperators {

    @Inject
    JobThreads threads;

    private volatile AbstractJobOperator operator;

    @PostConstruct
    void choose() {
        if (!serverHasJBeret()) {
            operator = new JobOperatorImpl(new OwnBatchEnvironment(threads));
        }
    }

    /** A server module of JBeret takes precedence over the WAR's library. */
    private static boolean serverHasJBeret() {
        return AbstractJobOperator.class.getClassLoader() != JobOperators.class.getClassLoader();
    }

    /** @return an operator that starts jobs without XML, which the API's cannot */
    public AbstractJobOperator operator() {
        if (operator == null) {
            // Once: BatchRuntime searches all archives for the service on each call.
            operator = new LeanJobOperator(operatorOfServer(), threads);
        }
        return operator;
    }

    private static AbstractJobOperator operatorOfServer() {
        JobOperator ofServer = BatchRuntime.getJobOperator();
        return (AbstractJobOperator) (ofServer instanceof DelegatingJobOperator delegating ? delegating.getDelegate() : ofServer);
    }
}
