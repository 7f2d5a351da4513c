package io.processmanager.execution.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.capture.CapturedOutput;
import io.processmanager.capture.OutputSink;
import io.processmanager.child.ChildProcesses;
import io.processmanager.json.JsonMapping;
import io.processmanager.testing.Await;
import io.processmanager.view.LogLine.Stream;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChildJvmTest {

    private final ChildProcesses children = new ChildProcesses();
    private final StringBuffer printed = new StringBuffer();
    private final List<JsonObject> said = new CopyOnWriteArrayList<>();
    private final List<ChildJvm> ended = new CopyOnWriteArrayList<>();
    private ChildJvm child;

    public static final class Echo implements ProcessStep<JsonObject, JsonValue> {
        private final String what;

        public Echo(String what) {
            this.what = what;
        }

        @Override
        public JsonValue execute(JsonObject input, StepContext context) throws InterruptedException {
            context.progress(10, "begun");
            System.out.print("printed " + what);
            if (what.equals("sleep")) {
                Thread.sleep(60_000);
            }
            if (what.equals("exit")) {
                System.exit(9);
            }
            return input.get("value");
        }
    }

    @BeforeEach
    void start() throws Exception {
        child = ChildJvm.start(children, System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), 64, ended::add);
    }

    @AfterEach
    void close() {
        child.close();
        children.close();
    }

    private CapturedOutput output() {
        return new CapturedOutput(new OutputSink() {
            @Override
            public void printed(Stream stream, CharSequence text) {
                printed.append(text);
            }

            @Override
            public void line(Stream stream, String text) {
                printed.append(text).append('\n');
            }
        });
    }

    private static JsonObject request(String what) {
        return JsonMapping.parse(("{'class': '" + Echo.class.getName() + "', 'args': ['" + what + "'], 'input': {'value': 7}, 'step': 'only', 'attempt': 1, 'arguments': {}, 'deadline': 0,"
                + "'threads': 2, 'most_bytes': 1000}").replace('\'', '"')).asJsonObject();
    }

    private JsonObject execute(String what) throws Exception {
        return child.execute(request(what), output(), said::add, 1_000);
    }

    @Test
    void oneStepAfterTheOtherIsExecuted() throws Exception {
        assertEquals("7", execute("one").get("result").toString());
        assertEquals("7", execute("two").get("result").toString());
        assertEquals("printed oneprinted two", printed.toString());
        assertEquals(List.of(10, 10), said.stream().map(message -> message.getInt("percent")).toList());
        assertTrue(child.isUsable());
    }

    @Test
    void numbersKeepTheirSignAndScaleOnTheirWay() throws Exception {
        JsonObject asked = request("one");
        for (String number : List.of("-0", "1.0", "1E+400")) {
            JsonObject input = JsonMapping.parse("{\"value\":" + number + "}").asJsonObject();
            JsonObject answer = child.execute(JsonMapping.JSON.createObjectBuilder(asked).add("input", input).build(), output(), said::add, 1_000);
            assertEquals(number, answer.get("result").toString());
        }
    }

    @Test
    void endIsTold() {
        LostChildException lost = assertThrows(LostChildException.class, () -> execute("exit"));

        assertEquals("The Java virtual machine of the step has ended in the middle of it, with exit code 9; its last output: printed exit", lost.getMessage());
        assertEquals(9, lost.code());
        assertFalse(child.isUsable());
        Await.until("its end to be told", Duration.ofSeconds(10), () -> ended, told -> told.equals(List.of(child)));
    }

    @Test
    void interruptStopsTheStep() throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        Thread caller = new Thread(() -> {
            try {
                execute("sleep");
            } catch (Throwable stopped) {
                thrown.add(stopped);
            }
        });
        caller.start();
        Await.until("the step to begin", Duration.ofSeconds(10), () -> said.size(), size -> size > 0);
        caller.interrupt();
        caller.join();

        assertEquals(InterruptedException.class, thrown.get(0).getClass());
    }
}
