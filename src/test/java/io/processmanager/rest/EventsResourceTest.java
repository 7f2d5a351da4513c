package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.rest.following.EventStreams;
import io.processmanager.rest.following.FollowerLimit;
import io.processmanager.rest.following.FollowerLimit.Slot;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.store.StoredProcesses;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsResourceTest {

    private final EventsResource events = new EventsResource();
    private final AtomicInteger placesTaken = new AtomicInteger();
    private final RuntimeException unopened = new IllegalStateException("of a test");

    @BeforeEach
    void putTogether() {
        events.processes = new StoredProcesses() {
            @Override
            public ProcessInfo findWithoutOutputs(String pid) {
                return TestProcess.of(ProcessState.RUNNING, 1);
            }
        };
        events.followers = new FollowerLimit() {
            @Override
            public Optional<Slot> take() {
                placesTaken.incrementAndGet();
                return Optional.of(placesTaken::decrementAndGet);
            }
        };
    }

    private void follow() {
        UriInfo withoutParameters = (UriInfo) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> new MultivaluedHashMap<>());
        events.follow(TestProcess.PID, withoutParameters, null, null, null);
    }

    @Test
    void theSlotOfAFollowerIsGivenBackWhenItsStreamCannotBeOpened() {
        events.streams = new EventStreams() {
            @Override
            public void open(String pid, boolean withoutOutputs, SseEventSink sink, Sse sse, Slot place) {
                throw unopened;
            }
        };
        assertSame(unopened, assertThrows(RuntimeException.class, this::follow));
        assertEquals(0, placesTaken.get());
    }

    @Test
    void theSlotOfAFollowerIsItsStreamsWhileThatIsOpen() {
        events.streams = new EventStreams() {
            @Override
            public void open(String pid, boolean withoutOutputs, SseEventSink sink, Sse sse, Slot place) {
                assertEquals(TestProcess.PID, pid);
            }
        };
        follow();
        assertEquals(1, placesTaken.get());
    }

    @Test
    void whoeverFindsAllSlotsTakenIsToldToComeLater() {
        events.followers = new FollowerLimit() {
            @Override
            public Optional<Slot> take() {
                return Optional.empty();
            }
        };
        ProblemException refused = assertThrows(ProblemException.class, this::follow);
        assertEquals("/problems/too-many-followers", refused.problem().type());
        assertTrue(refused.problem().headers().containsKey("Retry-After"));
    }
}
