package io.processmanager.runner.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.processmanager.database.thread.SupervisedThread;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.runner.nodes.Signal.Kind;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignalSenderTest {

    private final BlockingQueue<Kind> sent = new LinkedBlockingQueue<>();
    private final Semaphore transport = new Semaphore(0);
    private final ThreadHealth health = new ThreadHealth();
    private volatile RuntimeException away;
    private final SignalSender sender = new SignalSender(this::send);
    private SupervisedThread thread;

    private void send(Kind kind) {
        sent.add(kind);
        transport.acquireUninterruptibly();
        if (away != null) {
            throw away;
        }
    }

    @BeforeEach
    void start() {
        thread = SupervisedThread.start("sender", Thread::new, health, sender::round, () -> { });
    }

    @AfterEach
    void end() throws InterruptedException {
        transport.release(100);
        thread.closeWithin(10_000);
    }

    @Test
    void theFirstIsSentAtOnceAndWhatComesMeanwhileAsOne() throws InterruptedException {
        sender.send(Kind.QUEUED);
        assertEquals(Kind.QUEUED, next());
        for (int i = 0; i < 1_000; i++) {
            sender.send(Kind.QUEUED);
        }
        transport.release(10);

        assertEquals(Kind.QUEUED, next());
        assertNull(sent.poll(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void differentNewsDoNotHideEachOther() throws InterruptedException {
        sender.send(Kind.HERE);
        assertEquals(Kind.HERE, next());
        sender.send(Kind.CANCELLED);
        sender.send(Kind.QUEUED);
        transport.release(10);

        assertEquals(Set.of(Kind.CANCELLED, Kind.QUEUED), Set.of(next(), next()));
    }

    @Test
    void whatCannotBeSentDoesNotEndTheSender() throws InterruptedException {
        away = new UndeclaredThrowableException(new SQLException("away"));
        transport.release(10);
        sender.send(Kind.QUEUED);
        assertEquals(Kind.QUEUED, next());
        sender.send(Kind.CANCELLED);

        assertEquals(Kind.CANCELLED, next());
        assertFalse(thread.isClosed());
        assertEquals(Optional.empty(), health.trouble());
    }

    private Kind next() throws InterruptedException {
        return sent.poll(10, TimeUnit.SECONDS);
    }
}
