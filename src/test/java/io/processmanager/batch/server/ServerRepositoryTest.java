package io.processmanager.batch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.Set;
import org.jberet.repository.InMemoryRepository;
import org.jberet.repository.JobRepository;
import org.junit.jupiter.api.Test;

class ServerRepositoryTest {

    @Test
    void whatTheServerHasIsPassedOn() {
        JobRepository server = new InMemoryRepository();

        assertEquals(Set.of(), ServerRepository.of(server).getJobNames());
    }

    @Test
    void aJobMayEndAfterTheServerHasStoppedIt() {
        JobRepository repository = ServerRepository.of(throwing(new IllegalStateException("stopped")));

        repository.savePersistentData(null, null);
        repository.updateStepExecution(null);
        repository.updateJobExecution(null, true, false);
        assertEquals(1, repository.savePersistentDataIfNotStopping(null, null), "the number of records; none would mean that the job is to be stopped");
    }

    @Test
    void noJobBeginsAfterTheServerHasStoppedIt() {
        JobRepository repository = ServerRepository.of(throwing(new IllegalStateException("stopped")));

        assertThrows(IllegalStateException.class, () -> repository.createJobExecution(null, null));
    }

    @Test
    void anyOtherFailureIsOne() {
        JobRepository repository = ServerRepository.of(throwing(new UnsupportedOperationException("unknown")));

        assertThrows(UnsupportedOperationException.class, () -> repository.updateStepExecution(null));
    }

    private static JobRepository throwing(RuntimeException failure) {
        return (JobRepository) Proxy.newProxyInstance(ServerRepositoryTest.class.getClassLoader(), new Class<?>[] {JobRepository.class}, (proxy, method, arguments) -> {
            throw failure;
        });
    }
}
