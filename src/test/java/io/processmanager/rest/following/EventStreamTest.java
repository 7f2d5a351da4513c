package io.processmanager.rest.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ProcessNotFoundException;
import io.processmanager.rest.TestProcess;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.glassfish.jersey.media.sse.OutboundEvent;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private final Client client = new Client();
    private final AtomicInteger ends = new AtomicInteger();
    private Supplier<ProcessInfo> lookUp = () -> TestProcess.of(ProcessState.RUNNING, 1);
    private final EventStream stream = new EventStream(TestProcess.PID, () -> ProcessSnapshot.of(lookUp.get()), client, new Events(), EventStreamTest::runNow);

    @Test
    void theProcessIsSentAtOnce() {
        stream.begin(ends::incrementAndGet);
        assertEquals(List.of("process 1"), client.received);
        assertFalse(client.isClosed());
    }

    @Test
    void nothingIsSentBeforeTheBeginning() {
        stream.changed();
        stream.beat();
        assertEquals(List.of(), client.received);
    }

    @Test
    void eachRevisionIsSentOnce() {
        stream.begin(ends::incrementAndGet);
        stream.changed();
        lookUp = () -> TestProcess.of(ProcessState.RUNNING, 2);
        stream.changed();
        stream.changed();
        assertEquals(List.of("process 1", "process 2"), client.received);
    }

    @Test
    void anOlderRevisionIsNotSentAfterANewerOne() {
        lookUp = () -> TestProcess.of(ProcessState.RUNNING, 5);
        stream.begin(ends::incrementAndGet);
        lookUp = () -> TestProcess.of(ProcessState.RUNNING, 4);
        stream.changed();
        assertEquals(List.of("process 5"), client.received);
    }

    @Test
    void theStreamEndsWithTheProcess() {
        stream.begin(ends::incrementAndGet);
        lookUp = () -> TestProcess.of(ProcessState.FINISHED, 2);
        stream.changed();
        stream.changed();
        assertEquals(List.of("process 1", "process 2"), client.received);
        assertTrue(client.isClosed());
        assertEquals(1, ends.get());
    }

    @Test
    void theStreamOfAnInterruptedProcessGoesOn() {
        lookUp = () -> TestProcess.of(ProcessState.INTERRUPTED, 3);
        stream.begin(ends::incrementAndGet);
        assertFalse(client.isClosed());
    }

    @Test
    void theStreamEndsWhenTheProcessIsRemoved() {
        stream.begin(ends::incrementAndGet);
        lookUp = () -> {
            throw new ProcessNotFoundException(TestProcess.PID);
        };
        stream.changed();
        assertTrue(client.isClosed());
        assertEquals(1, ends.get());
    }

    @Test
    void aBeatIsAComment() {
        stream.begin(ends::incrementAndGet);
        stream.beat();
        assertEquals(List.of("process 1", "comment"), client.received);
    }

    @Test
    void aClientThatIsGoneIsFoundByTheBeat() {
        stream.begin(ends::incrementAndGet);
        client.gone = true;
        stream.beat();
        assertEquals(1, ends.get());
    }

    @Test
    void theNextBeatLooksAgainWhenTheDatabaseWasAway() {
        stream.begin(ends::incrementAndGet);
        lookUp = () -> {
            throw new IllegalStateException("database away");
        };
        stream.changed();
        assertFalse(client.isClosed());
        lookUp = () -> TestProcess.of(ProcessState.FINISHED, 2);
        stream.beat();
        assertEquals(List.of("process 1", "comment", "process 2"), client.received);
        assertEquals(1, ends.get());
    }

    private static Future<?> runNow(Runnable task) {
        task.run();
        return CompletableFuture.completedFuture(null);
    }

    private static final class Events implements Sse {
        @Override
        public OutboundSseEvent.Builder newEventBuilder() {
            return new OutboundEvent.Builder();
        }

        @Override
        public SseBroadcaster newBroadcaster() {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Client implements SseEventSink {
        private final List<String> received = new ArrayList<>();
        private boolean gone;
        private boolean closed;

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            if (gone) {
                return CompletableFuture.failedFuture(new java.io.IOException("broken pipe"));
            }
            received.add(event.getComment() != null ? "comment" : event.getName() + " " + event.getId());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
