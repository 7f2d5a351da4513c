package io.processmanager.rest.following;

import io.processmanager.rest.following.FollowerLimit.Slot;
import io.processmanager.store.change.ProcessChanges.Subscription;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/** All event streams of this node. */
@ApplicationScoped
public class EventStreams {

    private static final Duration BEAT = Duration.ofSeconds(15);
    private static final Duration CHECK = Duration.ofSeconds(5);

    @Inject
    FollowedProcesses followed;

    @Inject
    FollowerThreads threads;

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private List<Future<?>> timers = List.of();
    private volatile boolean ended;

    @PostConstruct
    void start() {
        timers = List.of(
                threads.every(BEAT, () -> streams.forEach(EventStream::beat)),
                threads.every(CHECK, () -> streams.forEach(EventStream::breakOffIfStuck)));
    }

    /**
     * Sends the process now and on every change until it ends or the client is gone.
     *
     * @param pid the process
     * @param withoutOutputs whether to exclude outputs
     * @param sink the client
     * @param sse creates events
     * @param slot released at the end; if this throws, the caller releases it, possibly again
     */
    public void open(String pid, boolean withoutOutputs, SseEventSink sink, Sse sse, Slot slot) {
        FollowedProcess process = followed.process(pid, withoutOutputs);
        EventStream stream = new EventStream(pid, process::snapshot, sink, sse, threads::submit);
        Subscription subscription = process.follow(stream::changed);
        Runnable leave = () -> {
            subscription.close();
            streams.remove(stream);
            slot.close();
        };
        try {
            streams.add(stream);
            // Subscribing before reading misses no change.
            stream.begin(leave);
        } catch (RuntimeException | Error unopened) {
            leave.run();
            throw unopened;
        }
        if (ended) {
            stream.end();
        }
    }

    /** Ends all streams, later ones too: the deployment is stopping. EventSource clients reconnect. */
    @PreDestroy
    void end() {
        ended = true;
        timers.forEach(timer -> timer.cancel(false));
        streams.forEach(EventStream::end);
    }
}
