package io.processmanager.rest.following;

import io.processmanager.ProcessNotFoundException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Events of one process for one client. Each event is the process at the time of sending: a slow client may miss
 * intermediate states but never sees them out of order.
 */
final class EventStream {

    /** A client that takes longer is stuck or gone. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(20);

    private static final Logger LOG = System.getLogger(EventStream.class.getName());
    private static final MediaType JSON_AS_TEXT = MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8");

    private final String pid;
    private final Supplier<ProcessSnapshot> lookUp;
    private final SseEventSink sink;
    private final Sse sse;
    private final CoalescedWork work;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Runnable onEnd;
    private long lastRevision = -1;

    EventStream(String pid, Supplier<ProcessSnapshot> lookUp, SseEventSink sink, Sse sse, Function<Runnable, Future<?>> executor) {
        this.pid = pid;
        this.lookUp = lookUp;
        this.sink = sink;
        this.sse = sse;
        this.work = new CoalescedWork(executor, this::write);
    }

    /**
     * Sends the current process. Nothing is sent earlier: even a stream that ends at once needs its cleanup in place.
     *
     * @param afterwards runs once, at the end of the stream
     */
    void begin(Runnable afterwards) {
        onEnd = afterwards;
        changed();
    }

    /** Announces a possible change. Does not block. */
    void changed() {
        changed.set(true);
        work.signal();
    }

    /** Sends a keep-alive, which also detects a lost client. Does not block. */
    void beat() {
        silent.set(true);
        work.signal();
    }

    /** Drops a client that does not read and thus holds a thread. Does not block. */
    void breakOffIfStuck() {
        if (work.runningFor().compareTo(LONGEST_WRITE) > 0) {
            LOG.log(Level.DEBUG, "A client that follows process {0} does not take its events; its stream is broken off", pid);
            work.cancel();
            end();
        }
    }

    /** Ends the stream regularly. */
    void end() {
        Runnable afterwards = onEnd;
        if (afterwards != null && ended.compareAndSet(false, true)) {
            afterwards.run();
            if (!sink.isClosed()) {
                sink.close();
            }
        }
    }

    private void write() {
        if (onEnd == null || ended.get()) {
            return;
        }
        if (sink.isClosed()) {
            end();
            return;
        }
        if (silent.getAndSet(false)) {
            send(sse.newEventBuilder().comment("").build());
        }
        if (changed.getAndSet(false)) {
            writeProcess();
        }
    }

    private void writeProcess() {
        try {
            ProcessSnapshot process = lookUp.get();
            if (process.revision() > lastRevision) {
                lastRevision = process.revision();
                send(event(process));
            }
            if (process.state().isEnded()) {
                end();
            }
        } catch (ProcessNotFoundException removed) {
            LOG.log(Level.DEBUG, "A client follows process {0} no more: {1}", pid, removed);
            end();
        } catch (RuntimeException databaseAway) {
            // The next beat retries.
            changed.set(true);
            LOG.log(Level.DEBUG, () -> "Process " + pid + " could not be looked up for a client that follows it", databaseAway);
        }
    }

    private OutboundSseEvent event(ProcessSnapshot process) {
        return sse.newEventBuilder()
                .name("process")
                .id(String.valueOf(process.revision()))
                .mediaType(JSON_AS_TEXT)
                .data(StreamingOutput.class, (StreamingOutput) process::writeTo)
                .build();
    }

    private void send(OutboundSseEvent event) {
        try {
            sink.send(event).whenComplete((nothing, failure) -> {
                if (failure != null) {
                    clientIsGone(failure);
                }
            });
        } catch (IllegalStateException alreadyClosed) {
            clientIsGone(alreadyClosed);
        }
    }

    private void clientIsGone(Throwable failure) {
        LOG.log(Level.DEBUG, "A client follows process {0} no more: {1}", pid, failure);
        end();
    }
}
