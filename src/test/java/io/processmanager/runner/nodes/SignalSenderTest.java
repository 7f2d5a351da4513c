package io.processmanager.runner.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.processmanager.database.SupervisedThread;
import io.processmanager.database.ThreadHealth;
import io.processmanager.runner.nodes.Signal.News;
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

    private final BlockingQueue<News> sent = new LinkedBlockingQueue<>();
    private final Semaphore way = new Semaphore(0);
    private final ThreadHealth health = new ThreadHealth();
    private volatile RuntimeException away;
    private final SignalSender sender = new SignalSender(this::send);
    private SupervisedThread thread;

    private void send(News news) {
        sent.add(news);
        way.acquireUninterruptibly();
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
        way.release(100);
        thread.closeWithin(10_000);
    }

    @Test
    void theFirstIsSentAtOnceAndWhatComesMeanwhileAsOne() throws InterruptedException {
        sender.send(News.QUEUED);
        assertEquals(News.QUEUED, next());
        for (int i = 0; i < 1_000; i++) {
            sender.send(News.QUEUED);
        }
        way.release(10);

        assertEquals(News.QUEUED, next());
        assertNull(sent.poll(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void differentNewsDoNotHideEachOther() throws InterruptedException {
        sender.send(News.HERE);
        assertEquals(News.HERE, next());
        sender.send(News.CANCELLED);
        sender.send(News.QUEUED);
        way.release(10);

        assertEquals(Set.of(News.CANCELLED, News.QUEUED), Set.of(next(), next()));
    }

    @Test
    void whatCannotBeSentDoesNotEndTheSender() throws InterruptedException {
        away = new UndeclaredThrowableException(new SQLException("away"));
        way.release(10);
        sender.send(News.QUEUED);
        assertEquals(News.QUEUED, next());
        sender.send(News.CANCELLED);

        assertEquals(News.CANCELLED, next());
        assertFalse(thread.isClosed());
        assertEquals(Optional.empty(), health.trouble());
    }

    private News next() throws InterruptedException {
        return sent.poll(10, TimeUnit.SECONDS);
    }
}
