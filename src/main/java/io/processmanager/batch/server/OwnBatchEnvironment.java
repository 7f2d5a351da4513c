package io.processmanager.batch.server;

import io.processmanager.batch.job.WorkInProgress;
import jakarta.transaction.TransactionManager;
import java.util.Properties;
import java.util.concurrent.Executor;
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
 * JBeret's environment in a container that does not know it. Its repository is in memory: progress is in the
 * database, not in jobs.
 */
final class OwnBatchEnvironment implements BatchEnvironment {

    private static final String APPLICATION = "process-manager";
    private static final String TRANSACTION_MANAGER = "java:appserver/TransactionManager";

    private final Executor threads;
    private final TransactionManager transactions = transactionManager();
    private final JobRepository repository = new InMemoryRepository();
    private final ArtifactFactory artifacts = new Artifacts();
    private final ClassLoader classLoader = new ClassLoaderWithoutBatchXml(OwnBatchEnvironment.class.getClassLoader());
    private final JobXmlResolver jobXml = new MetaInfBatchJobsJobXmlResolver();

    OwnBatchEnvironment(Executor threads) {
        this.threads = threads;
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
        threads.execute(WorkInProgress.watched(task));
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
}
