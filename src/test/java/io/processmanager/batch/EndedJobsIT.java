package io.processmanager.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.StepSpec;
import io.processmanager.batch.job.JobModels;
import io.processmanager.batch.server.JobOperators;
import io.processmanager.store.Tables;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.testing.Await;
import io.processmanager.testing.Deployments;
import io.processmanager.view.ProcessState;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jberet.repository.JobRepository;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The batch runtime keeps its jobs in memory: their number must not grow with that of the processes. */
@Tag("in-container")
@ExtendWith(ArquillianExtension.class)
class EndedJobsIT {

    private static final int PROCESSES = 500;

    @Inject
    ProcessManager processes;

    @Inject
    JobOperators operators;

    @Inject
    UncommittedChanges uncommitted;

    @Deployment
    static WebArchive deployment() {
        return Deployments.warWith(EndedJobsIT.class, Tables.class);
    }

    @Test
    void jobsOfEndedProcessesAreForgotten() {
        // WildFly has one repository for all deployments, so earlier tests may have left something there.
        JobRepository repository = operators.operator().getJobRepository();
        int executionsBefore = repository.getJobExecutions(null).size();
        int instancesBefore = repository.getJobInstanceCount(JobModels.NAME);
        List<String> pids = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            pids.add(processes.start(ManagedProcess.named("short").step("merge", StepSpec.ofType("merge", Json.createObjectBuilder().add("x", i).build())).build()));
        }
        for (String pid : pids) {
            Await.until("the end of process " + pid, Duration.ofMinutes(2), () -> processes.getProcessInfo(pid).state(), ProcessState::isEnded);
            assertEquals(ProcessState.FINISHED, processes.getProcessInfo(pid).state());
        }
        int executions = repository.getJobExecutions(null).size() - executionsBefore;
        int instances = repository.getJobInstanceCount(JobModels.NAME) - instancesBefore;
        assertTrue(executions <= 250, executions + " more executions are kept after " + PROCESSES + " processes");
        assertTrue(instances <= 250, instances + " more instances are kept after " + PROCESSES + " processes");
    }

    @Test
    void theThreadOfAJobIsNotKeptForTheLastCommit() {
        String pid = processes.start(ManagedProcess.named("held back").step("delay", StepSpec.ofType("delay", 0.5)).build());
        // As long as a caller may have locked its row, nothing is written.
        uncommitted.begin(pid);
        try {
            Await.until("the end of the job of process " + pid, Duration.ofMinutes(1), () -> jobOf(pid).getBatchStatus(), BatchStatus.COMPLETED::equals);
            assertEquals(1, Tables.number("select count(*) from process where pid = ? and state = 'RUNNING'", pid), "its end is not written");
        } finally {
            uncommitted.end(pid);
        }
        Await.until("the end of process " + pid, Duration.ofMinutes(1), () -> processes.getProcessInfo(pid).state(), ProcessState.FINISHED::equals);
    }

    private JobExecution jobOf(String pid) {
        return Await.until("the job of process " + pid, Duration.ofMinutes(1),
                () -> operators.operator().getJobRepository().getJobExecutions(null).stream().filter(job -> job.getJobParameters().getProperty(JobModels.WORK, "").startsWith(pid)).findFirst(),
                Optional::isPresent).orElseThrow();
    }
}
