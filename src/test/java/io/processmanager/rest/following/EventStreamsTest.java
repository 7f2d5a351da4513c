package io.processmanager.rest.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.rest.TestProcess;
import io.processmanager.store.StoredProcesses;
import io.processmanager.store.change.ProcessChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

    private final ProcessChanges changes = new ProcessChanges();
    private final EventStreams streams = new EventStreams();
    private final AtomicInteger placesGivenBack = new AtomicInteger();
    private final List<Runnable> submitted = new ArrayList<>();
    private Error failure;

    @BeforeEach
    void putTogether() {
        // Nobody looks: what is submitted is not executed.
        streams.followed = new FollowedProcesses(new StoredProcesses(), changes);
        streams.threads = new FollowerThreads() {
            @Override
            Future<?> submit(Runnable work) {
                if (failure != null) {
                    throw failure;
                }
                submitted.add(work);
                return new CompletableFuture<>();
            }
        };
    }

    private void open() {
        streams.open(TestProcess.PID, false, null, null, placesGivenBack::incrementAndGet);
    }

    @Test
    void anOpenStreamFollowsItsProcess() {
        open();
        assertEquals(Set.of(TestProcess.PID), changes.followed());
        assertEquals(1, submitted.size());
        assertEquals(0, placesGivenBack.get());
    }

    @Test
    void aStreamThatCannotBeOpenedLeavesNothingBehind() {
        failure = new OutOfMemoryError("unable to create native thread");
        assertEquals(failure, assertThrows(OutOfMemoryError.class, this::open));
        assertEquals(Set.of(), changes.followed());
        assertEquals(1, placesGivenBack.get());
    }
}
