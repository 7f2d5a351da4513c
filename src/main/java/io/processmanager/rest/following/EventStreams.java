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

/** All clients of this node that follow a process. */
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
     * Sends the process now and at every change until it has ended or the client is gone.
     *
     * @param pid the process
     * @param withoutOutputs whether to leave the outputs out
     * @param sink the client
     * @param sse makes events
     * @param slot given back at the end. If this throws, the caller gives it back, even if that was done before
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
            // Subscribed first and looked second: no change is missed in between.
            stream.begin(leave);
        } catch (RuntimeException | Error unopened) {
            leave.run();
            throw unopened;
        }
        if (ended) {
            stream.end();
        }
    }

    /** Ends all of them, and every one that is opened from now on: the deployment is going away. A client that is an EventSource connects again by itself. */
    @PreDestroy
    void end() {
        ended = true;
        timers.forEach(timer -> timer.cancel(false));
        streams.forEach(EventStream::end);
    }
}
