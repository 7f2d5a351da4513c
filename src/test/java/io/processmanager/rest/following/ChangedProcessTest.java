package io.processmanager.rest.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.StepSpec;
import io.processmanager.UnknownOutcomeException;
import io.processmanager.json.JsonMapping;
import io.processmanager.rest.following.FollowerLimit.Slot;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.store.StoredProcesses;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is thrown after the commit, nobody is told that nothing was changed. */
class ChangedProcessTest {

    private static final String PID = "0123456789abcdef0123456789abcdef";
    private static final ManagedProcess PROCESS = ManagedProcess.named("test").step("a", StepSpec.ofType("merge", Map.of())).build();

    private final ChangedProcess changed = new ChangedProcess();
    private final AtomicReference<ProcessSnapshot> shown = new AtomicReference<>();
    private final AtomicInteger placesGivenBack = new AtomicInteger();
    private final Function<ProcessSnapshot, Response> answer = info -> {
        shown.set(info);
        return null;
    };
    private Throwable failure;

    static Stream<Throwable> failures() {
        return Stream.of(new PersistenceException("away"), new RollbackException("at the commit of the look-up"), new ProcessNotFoundException(PID),
                new UnknownOutcomeException(PID, new RollbackException()), new OutOfMemoryError("of a test"), new RejectedExecutionException("going down"),
                new Exception("of any other kind"));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @BeforeEach
    void putTogether() {
        changed.processes = new StoredProcesses() {
            @Override
            public ProcessInfo find(String pid) {
                throw ChangedProcessTest.<RuntimeException>sneak(failure);
            }
        };
        changed.settled = new SettledProcess() {
            @Override
            public CompletionStage<ProcessSnapshot> within(Duration longest, String pid, Slot place) {
                throw ChangedProcessTest.<RuntimeException>sneak(failure);
            }
        };
    }

    private String shownPid() {
        return JsonMapping.parse(shown.get().json()).asJsonObject().getString("pid");
    }

    private static void assertMade(Throwable thrown) {
        ProblemException problem = (ProblemException) thrown;
        assertEquals("/problems/change-made", problem.problem().type());
        assertEquals('"' + PID + '"', problem.problem().members().get("pid").toString());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStartedProcessThatCannotBeReadIsShownAsItWasQueued(Throwable thrown) {
        failure = thrown;
        changed.started(PID, PROCESS, answer);
        assertEquals(PID, shownPid());
        assertEquals(ProcessState.QUEUED, shown.get().state());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStartedProcessThatCannotBeWaitedForIsShownAsItWasQueued(Throwable thrown) {
        failure = thrown;
        changed.settled(PID, PROCESS, Duration.ofSeconds(1), placesGivenBack::incrementAndGet, answer).toCompletableFuture().join();
        assertEquals(PID, shownPid());
        assertEquals(1, placesGivenBack.get());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStartedProcessWhoseEndCannotBeReadIsShownAsItWasQueued(Throwable thrown) {
        changed.settled = new SettledProcess() {
            @Override
            public CompletionStage<ProcessSnapshot> within(Duration longest, String pid, Slot place) {
                return CompletableFuture.failedStage(thrown);
            }
        };
        changed.settled(PID, PROCESS, Duration.ofSeconds(1), () -> { }, answer).toCompletableFuture().join();
        assertEquals(ProcessState.QUEUED, shown.get().state());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aChangedProcessThatCannotBeReadWasChanged(Throwable thrown) {
        failure = thrown;
        ProblemException problem = assertThrows(ProblemException.class, () -> changed.changed(PID, info -> null));
        assertMade(problem);
        assertSame(thrown, problem.getCause());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStartedProcessThatCannotBeShownWasStarted(Throwable thrown) {
        failure = new PersistenceException("away");
        Function<ProcessSnapshot, Response> broken = info -> {
            throw ChangedProcessTest.<RuntimeException>sneak(thrown);
        };
        assertMade(assertThrows(ProblemException.class, () -> changed.started(PID, PROCESS, broken)));
        assertMade(assertThrows(Exception.class, () -> changed.settled(PID, PROCESS, Duration.ofSeconds(1), () -> { }, broken).toCompletableFuture().join()).getCause());
    }
}
