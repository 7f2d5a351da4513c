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
 * The events of one process for one client. Each event is the process as it is at the moment of sending, so a client that is slower than
 * the changes misses steps in between but never sees them in the wrong order.
 */
final class EventStream {

    /** A client that has not taken an event for so long is gone or hangs. */
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
     * Sends the process as it is. Nothing is sent before, so that a stream that ends at once finds everything in place to be cleared away.
     *
     * @param afterwards what to do when the stream has ended, once
     */
    void begin(Runnable afterwards) {
        onEnd = afterwards;
        changed();
    }

    /** The process may have changed. Does not block. */
    void changed() {
        changed.set(true);
        work.signal();
    }

    /** Lets the client, and every proxy on the way, see that the stream is alive, and us see whether the client is. Does not block. */
    void beat() {
        silent.set(true);
        work.signal();
    }

    /** Gives a client up that does not take what is sent to it, and so holds a thread. Does not block. */
    void breakOffIfStuck() {
        if (work.runningFor().compareTo(LONGEST_WRITE) > 0) {
            LOG.log(Level.DEBUG, "A client that follows process {0} does not take its events; its stream is broken off", pid);
            work.cancel();
            end();
        }
    }

    /** Ends the stream; the client will see a regular end. */
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
            // The next beat tries again; who looks the process up meanwhile gets a problem that says so.
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
