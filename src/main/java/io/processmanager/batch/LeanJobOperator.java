package io.processmanager.batch;

import jakarta.transaction.TransactionManager;
import java.util.Properties;
import org.jberet.operations.AbstractJobOperator;
import org.jberet.repository.JobRepository;
import org.jberet.spi.ArtifactFactory;
import org.jberet.spi.BatchEnvironment;
import org.jberet.spi.JobTask;
import org.jberet.spi.JobXmlResolver;

/** Starts jobs in the server's batch environment, but for what costs much there and is of no use to ours: {@link ClassLoaderWithoutBatchXml}, {@link Artifacts}. */
final class LeanJobOperator extends AbstractJobOperator {

    private final AbstractJobOperator server;
    private final BatchEnvironment lean = new LeanEnvironment();
    private final ArtifactFactory artifacts = new Artifacts();
    private final ClassLoader classLoader;

    /** @param server the server's own; it is asked anew at each start, as it has no environment any more once the server stops it */
    LeanJobOperator(AbstractJobOperator server) {
        this.server = server;
        this.classLoader = new ClassLoaderWithoutBatchXml(server.getBatchEnvironment().getClassLoader());
    }

    @Override
    public BatchEnvironment getBatchEnvironment() {
        return lean;
    }

    private final class LeanEnvironment implements BatchEnvironment {

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
            server.getBatchEnvironment().submitTask(task);
        }

        @Override
        public TransactionManager getTransactionManager() {
            return server.getBatchEnvironment().getTransactionManager();
        }

        @Override
        public JobRepository getJobRepository() {
            return server.getJobRepository();
        }

        @Override
        public JobXmlResolver getJobXmlResolver() {
            return server.getBatchEnvironment().getJobXmlResolver();
        }

        @Override
        public Properties getBatchConfigurationProperties() {
            return server.getBatchEnvironment().getBatchConfigurationProperties();
        }

        @Override
        public String getApplicationName() {
            return server.getBatchEnvironment().getApplicationName();
        }
    }
}
