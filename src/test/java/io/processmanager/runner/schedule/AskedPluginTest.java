package io.processmanager.runner.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.StepSpec;
import io.processmanager.schedule.ProcessPlugin;
import io.processmanager.testing.Await;
import io.processmanager.testing.RememberedLog;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Plugins that are asked what to start, and what they may do wrong. */
class AskedPluginTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final ManagedProcess PROCESS = ManagedProcess.named("p").step("a", StepSpec.ofType("merge", Map.of())).build();

    private final RememberedLog log = new RememberedLog();
    private final List<ManagedProcess> started = new CopyOnWriteArrayList<>();
    private final ProcessManager processes = (ProcessManager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ProcessManager.class}, (self, method, arguments) -> {
        List<ManagedProcess> given = ((List<?>) arguments[0]).stream().map(ManagedProcess.class::cast).toList();
        started.addAll(given);
        return given.stream().map(ManagedProcess::name).toList();
    });

    private AskedPlugin asked(ProcessPlugin plugin) {
        AskedPlugin asked = new AskedPlugin("com.acme.Plugin", plugin, processes, Thread::new);
        asked.log = log;
        return asked;
    }

    @Test
    void whatAPluginSaysIsStarted() {
        asked(() -> List.of(PROCESS, PROCESS)).ask();

        Await.until("the start", LIMIT, () -> started.size() == 2);
    }

    @Test
    void pluginThatThrowsIsLoggedByItsNameAndAskedAgain() {
        AtomicInteger times = new AtomicInteger();
        AskedPlugin plugin = asked(() -> {
            if (times.incrementAndGet() == 1) {
                throw new java.io.IOException("no rules");
            }
            return List.of(PROCESS);
        });
        plugin.ask();
        Await.until("the second answer", LIMIT, () -> {
            plugin.ask();
            return !started.isEmpty();
        });
        assertTrue(log.lines().contains("ERROR Plugin com.acme.Plugin has failed, so it starts nothing this time; it is asked again in a minute"), () -> log.lines().toString());
    }

    @Test
    void pluginThatHangsIsInterruptedAndNotAskedBeforeItHasReturned() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch returns = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        AskedPlugin plugin = asked(() -> {
            times.incrementAndGet();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                interrupted.countDown();
            }
            returns.await();
            return null;
        });
        plugin.ask();
        Await.until("the question", LIMIT, () -> times.get() == 1);
        plugin.ask();

        assertTrue(interrupted.await(LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS));
        assertEquals(1, times.get());
        assertTrue(log.lines().get(0).startsWith("WARNING Plugin com.acme.Plugin has not answered"), () -> log.lines().toString());
        returns.countDown();
        Await.until("the next question", LIMIT, () -> {
            plugin.ask();
            return times.get() > 1;
        });
        plugin.interrupt();
    }
}
