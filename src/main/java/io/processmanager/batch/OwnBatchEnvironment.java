package io.processmanager.batch;

import jakarta.batch.operations.JobStartException;
import jakarta.transaction.TransactionManager;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jberet.repository.InMemoryRepository;
import org.jberet.repository.JobRepository;
import org.jberet.spi.ArtifactFactory;
import org.jberet.spi.BatchEnvironment;
import org.jberet.spi.JobTask;
import org.jberet.spi.JobXmlResolver;
import org.jberet.tools.MetaInfBatchJobsJobXmlResolver;

/**
 * What JBeret needs of a container that does not know it. The pool of threads has no bound of its own: how many jobs there are at a time is
 * up to the one who starts them. The repository is in memory: which process is how far is known by the database, not by jobs.
 */
final class OwnBatchEnvironment implements BatchEnvironment, AutoCloseable {

    private static final String APPLICATION = "process-manager";
    private static final String TRANSACTION_MANAGER = "java:appserver/TransactionManager";
    private static final long IDLE_SECONDS = 60;

    private final ExecutorService pool;
    private final TransactionManager transactions = transactionManager();
    private final JobRepository repository = new InMemoryRepository();
    private final ArtifactFactory artifacts = new Artifacts();
    private final ClassLoader classLoader = new ClassLoaderWithoutBatchXml(OwnBatchEnvironment.class.getClassLoader());
    private final JobXmlResolver jobXml = new MetaInfBatchJobsJobXmlResolver();

    /** @param threads the container's, so that its services work on them */
    OwnBatchEnvironment(ThreadFactory threads) {
        pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    private static TransactionManager transactionManager() {
        try {
            return InitialContext.doLookup(TRANSACTION_MANAGER);
        } catch (NamingException missing) {
            throw new IllegalStateException("This server has no JBeret of its own and no " + TRANSACTION_MANAGER
                    + ", which the JBeret of the WAR needs; the supported servers are WildFly and Payara", missing);
        }
    }

    @Override
    public ClassLoader getClassLoader() {
        return classLoader;
    }

    @Override
    public ArtifactFactory getArtifactFactory() {
        return artifacts;
    }

    @Override
    public void submitTask(JobTask task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException goingDown) {
            throw new JobStartException("The deployment is going down and takes no more jobs", goingDown);
        }
    }

    @Override
    public TransactionManager getTransactionManager() {
        return transactions;
    }

    @Override
    public JobRepository getJobRepository() {
        return repository;
    }

    @Override
    public JobXmlResolver getJobXmlResolver() {
        return jobXml;
    }

    @Override
    public Properties getBatchConfigurationProperties() {
        return new Properties();
    }

    @Override
    public String getApplicationName() {
        return APPLICATION;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
