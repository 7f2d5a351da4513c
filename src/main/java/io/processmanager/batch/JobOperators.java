package io.processmanager.batch;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.concurrent.ManagedThreadFactoryDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import org.jberet.operations.AbstractJobOperator;
import org.jberet.operations.DelegatingJobOperator;
import org.jberet.operations.JobOperatorImpl;

/**
 * Chooses the batch runtime: the server's, if that is JBeret (WildFly), so that its consoles show the jobs; else (Payara) the JBeret of the
 * WAR, on threads of the container.
 */
@ApplicationScoped
@ManagedThreadFactoryDefinition(name = JobOperators.THREADS)
public class JobOperators {

    static final String THREADS = "java:app/concurrent/ProcessManagerJobs";

    @Resource(lookup = THREADS)
    ManagedThreadFactory threads;

    private OwnBatchEnvironment ownEnvironment;
    private volatile AbstractJobOperator operator;

    @PostConstruct
    void choose() {
        if (!serverHasJBeret()) {
            ownEnvironment = new OwnBatchEnvironment(threads);
            operator = new JobOperatorImpl(ownEnvironment);
        }
    }

    /** A server's module of JBeret comes before the library of the WAR. */
    private static boolean serverHasJBeret() {
        return AbstractJobOperator.class.getClassLoader() != JobOperators.class.getClassLoader();
    }

    @PreDestroy
    void close() {
        if (ownEnvironment != null) {
            ownEnvironment.close();
        }
    }

    /** @return an operator that can start a job that has no XML, which the API's cannot */
    AbstractJobOperator operator() {
        if (operator == null) {
            // Once only: each call of BatchRuntime looks through all archives for the service.
            operator = new LeanJobOperator(operatorOfServer());
        }
        return operator;
    }

    private static AbstractJobOperator operatorOfServer() {
        JobOperator ofServer = BatchRuntime.getJobOperator();
        return (AbstractJobOperator) (ofServer instanceof DelegatingJobOperator delegating ? delegating.getDelegate() : ofServer);
    }
}
