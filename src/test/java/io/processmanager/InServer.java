package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.json.JsonMapping;
import io.processmanager.store.Tables;
import io.processmanager.testing.Await;
import io.processmanager.testing.Deployments;
import io.processmanager.teststeps.Gate;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** What tests of the core have in common: they run in the server, beside the deployed product and their own steps. */
@Tag("in-container")
@ArquillianTest
public abstract class InServer {

    /** Nothing takes that long. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    public ProcessManager processes;

    @Inject
    public Runners runners;

    @Inject
    public UserTransaction transaction;

    @Resource
    ManagedExecutorService executor;

    /**
     * The product with the steps of the tests.
     *
     * @param tests the classes of the tests
     * @param settings in the form {@code name=value}, without our prefix
     */
    static WebArchive warWith(List<Class<?>> tests, String... settings) {
        return Deployments.warWith(tests.toArray(Class<?>[]::new)).addClasses(InServer.class, Tables.class).addPackage(Gate.class.getPackage())
                .addAsResource(new StringAsset(Stream.concat(Stream.of("step.retry-delay=PT0.05S", "runner.poll-interval=PT0.1S"), Arrays.stream(settings))
                        .map(setting -> "process-manager." + setting).collect(Collectors.joining("\n"))), "META-INF/microprofile-config.properties");
    }

    /** The same under another name and address, beside others in the same server. What it is called is also the name of its node, and an argument of it. */
    static WebArchive warNamed(String name, Class<?> test, String... settings) {
        WebArchive war = warWith(List.of(test), Stream.concat(Stream.of("node=" + name, "runner.arguments={\"node\":\"" + name + "\"}"), Arrays.stream(settings))
                .toArray(String[]::new));
        war.delete("WEB-INF/glassfish-web.xml");
        return ShrinkWrap.create(WebArchive.class, name + ".war").merge(war);
    }

    /** No step may hold up the end of the deployment. */
    @AfterEach
    void letAllStepsGo() {
        Gate.openAll();
    }

    ProcessInfo execute(ManagedProcess.Builder process) {
        return awaitEnd(processes.start(process.build()));
    }

    ProcessInfo awaitEnd(String pid) {
        return Await.until("the end of process " + pid, LIMIT, () -> processes.getProcessInfo(pid), info -> info.state().isEnded());
    }

    ProcessInfo await(String pid, ProcessState state) {
        return Await.until("process " + pid + " to be " + state, LIMIT, () -> processes.getProcessInfo(pid), info -> info.state() == state);
    }

    /** For what must not happen: looks again and again for a while. */
    void assertStays(String pid, ProcessState state, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Await.until("a while to pass", LIMIT, () -> {
            assertEquals(state, processes.getProcessInfo(pid).state());
            return System.nanoTime() > end;
        });
    }

    /** No later test may find it in the queue. */
    void remove(String pid) {
        processes.cancel(pid, "the test is over");
        awaitEnd(pid);
        processes.delete(pid);
    }

    /** What another transaction sees or does. */
    <T> T elsewhere(Callable<T> question) throws Exception {
        Future<T> answer = executor.submit(question);
        try {
            return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new AssertionError("another transaction had to wait", late);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }

    static JsonText json(String text) {
        return new JsonText(text);
    }

    /** JSON with single quotes, which is easier to read in Java. */
    record JsonText(String text) {

        jakarta.json.JsonValue value() {
            return JsonMapping.parse(text.replace('\'', '"'));
        }

        jakarta.json.JsonObject object() {
            return value().asJsonObject();
        }
    }
}
