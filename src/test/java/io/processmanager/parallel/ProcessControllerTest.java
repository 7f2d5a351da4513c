package io.processmanager.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.child.ChildCommand;
import io.processmanager.child.ChildProcesses;
import io.processmanager.testing.Napping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that are done by child processes. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class ProcessControllerTest extends ParallelControllerContract {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int CHILDREN = 2;

    @TempDir
    Path directory;

    private final ChildProcesses processes = new ChildProcesses();

    /** What children are in these tests. */
    public static final class Main {

        private Main() {
        }

        public static void main(String[] arguments) throws IOException {
            new StreamWorker(worker(new AtomicInteger())
                    .on("print", Integer.class, item -> {
                        System.out.println("{\"id\": 0, \"result\": \"a stray print\"}");
                        return item;
                    })
                    .on("exit", Integer.class, code -> {
                        System.err.println("leaving");
                        System.exit(code);
                        return code;
                    })
                    .on("exit-once", String.class, file -> {
                        if (Files.notExists(Path.of(file))) {
                            Files.createFile(Path.of(file));
                            Runtime.getRuntime().halt(1);
                        }
                        return "again";
                    })).serve();
        }
    }

    @Override
    ParallelController controller(Worker worker, Delivery delivery) {
        return controller(delivery, CHILDREN, Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Main.class.getName());
    }

    private ParallelController controller(Delivery delivery, int children, String... words) {
        return new ProcessController(processes, new ChildCommand(List.of(words), Map.of("PATH", "/bin:/usr/bin"), Optional.empty()), children, delivery);
    }

    @Override
    boolean knowsEvents() {
        return false;
    }

    @AfterEach
    void endChildren() {
        processes.close();
    }

    @Test
    void whatCallbacksPrintDoesNotReachTheAnswers() throws Exception {
        try (ParallelController controller = controller(worker, Delivery.inOrder(results::add))) {
            for (int i = 0; i < 100; i++) {
                controller.enqueue("print", i);
            }
            controller.sync();
        }
        assertEquals(IntStream.range(0, 100).mapToObj(Integer::toString).toList(), results.stream().map(result -> result.result().toString()).toList());
    }

    @Test
    void itemThatEndsItsChildTwiceFailsAndTheOthersAreDone() throws Exception {
        try (ParallelController controller = controller(worker, Delivery.inOrder(results::add).collectingErrors())) {
            for (int i = 0; i < 1_000; i++) {
                controller.enqueue(i == 500 ? "exit" : "double", i == 500 ? 7 : i);
            }
            controller.sync();
        }
        List<ItemResult> failed = results.stream().filter(result -> result.error().isPresent()).toList();
        assertEquals(List.of(500L), failed.stream().map(ItemResult::number).toList());
        assertEquals("The child process that did it ended with exit code 7; its last error output: leaving; so did the one before", failed.get(0).error().orElseThrow().getMessage());
        assertEquals(IntStream.range(0, 1_000).filter(i -> i != 500).mapToObj(i -> Integer.toString(2 * i)).toList(),
                results.stream().filter(result -> result.error().isEmpty()).map(result -> result.result().toString()).toList());
    }

    @Test
    void itemWhoseChildEndsIsTriedOnceMore() throws Exception {
        try (ParallelController controller = controller(worker, Delivery.inOrder(results::add))) {
            controller.enqueue("exit-once", directory.resolve("was-here").toString());
            controller.sync();
        }
        assertEquals(List.of("\"again\""), results.stream().map(result -> result.result().toString()).toList());
    }

    @Test
    void longItemsAndAnswersPass() throws Exception {
        String text = "ä".repeat(1_000_000);
        try (ParallelController controller = controller(worker, Delivery.inOrder(results::add))) {
            controller.enqueue("nothing", text);
            controller.sync();
        }
        assertEquals("\"" + text + "\"", results.get(0).result().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {
            "echo hello                                § was ended, for it answered with what is no answer: hello",
            "echo '{\"result\": 1}'                    § was ended, for it answered with what is no answer: {\"result\": 1}",
            "echo '{\"id\": 99, \"result\": 1}'; cat   § was ended, for it answered an item that it was not given: 99",
            "exec >&-; cat >&2; exit 3                 § ended with exit code 3; its last error output: {\"id\":0,\"event\":\"double\",\"item\":1}",
            "kill -9 $$                                § ended with exit code 137 (as after signal 9)",
            "head -c 20000000 /dev/zero | tr '\\0' x   § was ended, for it answered with what is no answer: a line of more than 16777216 bytes"})
    void childThatDoesNotSpeakTheProtocolFailsItsItem(String script, String message) throws Exception {
        try (ParallelController controller = controller(Delivery.inOrder(results::add), 1, "/bin/sh", "-c", "read line; " + script.replace("cat >&2", "echo \"$line\" >&2"))) {
            controller.enqueue("double", 1);
            ItemFailedException failed = assertThrows(ItemFailedException.class, controller::sync);
            assertEquals("The child process that did it " + message + "; so did the one before", failed.getCause().getMessage());
        }
    }

    @Test
    void programThatIsMissingFailsTheItem() throws Exception {
        try (ParallelController controller = controller(Delivery.inOrder(results::add), 2, "/no/such/program")) {
            ItemFailedException failed = assertThrows(ItemFailedException.class, () -> controller.enqueue("double", 1));
            assertTrue(failed.getCause().getMessage().startsWith("No child process can be started: ") && failed.getCause().getMessage().contains("/no/such/program"), failed.getMessage());
        }
    }

    @Test
    void slowItemHoldsNoOthersUp() throws Exception {
        Path gate = directory.resolve("gate");
        // Answers 0 once the gate is there, the others at once.
        String script = "while read line; do id=${line#*:}; id=${id%%,*}; [ $id = 0 ] && while [ ! -e " + gate + " ]; do sleep 0.01; done; echo \"{\\\"id\\\": $id, \\\"result\\\": $id}\"; done";
        try (ParallelController controller = controller(Delivery.asCompleted(result -> {
            results.add(result);
            if (results.size() == 99) {
                try {
                    Files.createFile(gate);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }), 2, "/bin/sh", "-c", script)) {
            for (int i = 0; i < 100; i++) {
                controller.enqueue("any", i);
            }
            controller.sync();
        }
        assertEquals(0, results.get(99).number());
    }

    @Test
    void closeEndsTheChildren() throws Exception {
        Napping nap = new Napping();
        try (nap; ParallelController controller = controller(Delivery.inOrder(results::add), 2, "/bin/sh", "-c", nap.command() + " & exec " + nap.command())) {
            controller.enqueue("any", 1);
            controller.enqueue("any", 2);
            nap.await(4, LIMIT);
            controller.close();
            assertEquals(0, nap.count());
        }
    }

    @Test
    void nothingIsLeftOfManyChildren() throws Exception {
        try (ParallelController controller = controller(Delivery.inOrder(results::add).collectingErrors(), CHILDREN, "/bin/sh", "-c", "read line; touch left; exit 1")) {
            for (int i = 0; i < 50; i++) {
                controller.enqueue("any", i);
            }
            controller.sync();
        }
        assertEquals(50, results.stream().filter(result -> result.error().isPresent()).count());
        try (Stream<ProcessHandle> left = ProcessHandle.current().children()) {
            assertEquals(List.of(), left.filter(child -> child.info().command().filter(command -> command.endsWith("sh")).isPresent()).toList());
        }
    }
}
