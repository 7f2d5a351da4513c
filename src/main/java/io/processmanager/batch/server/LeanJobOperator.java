package io.processmanager.batch.server;

import io.processmanager.batch.job.JobThreads;
import io.processmanager.batch.job.WorkInProgress;
import jakarta.transaction.TransactionManager;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jberet.operations.AbstractJobOperator;
import org.jberet.repository.JobRepository;
import org.jberet.spi.ArtifactFactory;
import org.jberet.spi.BatchEnvironment;
import org.jberet.spi.JobTask;
import org.jberet.spi.JobXmlResolver;

/**
 * Runs jobs in the server's batch environment, on {@linkplain JobThreads our own threads} and without costly features
 * that ours do not need: {@link ClassLoaderWithoutBatchXml}, {@link Artifacts}. The server stops its environment
 * before the deployment; running jobs end here.
 */
final class LeanJobOperator extends AbstractJobOperator {

    private final BatchEnvironment lean;

    /**
     * @param threads execute the jobs
     */
    LeanJobOperator(AbstractJobOperator server, Executor threads) {
        lean = new LeanEnvironment(server.getBatchEnvironment(), threads);
    }

    @Override
    public BatchEnvironment getBatchEnvironment() {
        return lean;
    }

    private static final class LeanEnvironment implements BatchEnvironment {

        private final BatchEnvironment server;
        private final Executor threads;
        private final ArtifactFactory artifacts = new Artifacts();
        private final ClassLoader classLoader;
        private final JobRepository repository;

        LeanEnvironment(BatchEnvironment server, Executor threads) {
            this.server = server;
            this.threads = threads;
            classLoader = new ClassLoaderWithoutBatchXml(server.getClassLoader());
            repository = ServerRepository.of(server.getJobRepository());
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
            return server.getTransactionManager();
        }

        @Override
        public JobRepository getJobRepository() {
            return repository;
        }

        @Override
        public JobXmlResolver getJobXmlResolver() {
            return server.getJobXmlResolver();
        }

        @Override
        public Properties getBatchConfigurationProperties() {
            return server.getBatchConfigurationProperties();
        }

        @Override
        public String getApplicationName() {
            return server.getApplicationName();
        }
    }
}
