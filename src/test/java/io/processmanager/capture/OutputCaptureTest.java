package io.processmanager.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.capture.OutputCapture.Binding;
import io.processmanager.view.LogLine.Stream;
import jakarta.enterprise.concurrent.ManageableThread;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("replaces System.out and System.err")
@Timeout(30)
@SuppressWarnings("try") // a binding is there to be closed
class OutputCaptureTest {

    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;
    private final ByteArrayOutputStream original = new ByteArrayOutputStream();
    private final PrintStream originalOut = new PrintStream(original, true);
    private final PrintStream originalErr = new PrintStream(original, true);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final RecordedOutput recorded = new RecordedOutput(lines);
    private final CapturedOutput into = new CapturedOutput(recorded);
    private final OutputCapture capture = new OutputCapture();
    private final Logger logger = Logger.getLogger("com.acme.Step");

    @BeforeEach
    void install() {
        System.setOut(originalOut);
        System.setErr(originalErr);
        capture.install();
    }

    @AfterEach
    void restore() {
        capture.remove();
        System.setOut(outBefore);
        System.setErr(errBefore);
    }

    @Test
    void whatTheBoundThreadPrintsIsCapturedAndStillArrives() {
        try (Binding binding = capture.capture(into)) {
            System.out.println("hello");
            System.err.println("oops");
        }

        assertEquals(List.of("OUT hello", "ERR oops"), lines);
        assertEquals(String.format("hello%noops%n"), arrived());
    }

    @Test
    void everyWayOfPrintingIsCapturedOnce() throws Exception {
        List<String> expected = List.of("trueac12.53.5abcnull[]", "1", "x", "2", "3.0", "4.0", "c", "ab", "null", "", "1,5 x7", "yz", "null-bc",
                "bytes", "more");
        try (Binding binding = capture.capture(into)) {
            System.out.print(true);
            System.out.print('a');
            System.out.print(new char[] {'c'});
            System.out.print(1);
            System.out.print(2.5f);
            System.out.print(3.5);
            System.out.print("abc");
            System.out.print((String) null);
            System.out.print((Object) List.of());
            System.out.println();
            System.out.println(1);
            System.out.println('x');
            System.out.println(2L);
            System.out.println(3.0f);
            System.out.println(4.0);
            System.out.println(new char[] {'c'});
            System.out.println("ab");
            System.out.println((Object) null);
            System.out.println();
            System.out.printf(Locale.GERMANY, "%.1f", 1.5).format(" %s", "x").printf("%d%n", 7);
            System.out.append('y').append("z").println();
            System.out.append(null).append("abc\n", 1, 4).flush();
            System.out.write("bytes\n".getBytes(Charset.defaultCharset()));
            System.out.writeBytes("mor".getBytes(Charset.defaultCharset()));
            System.out.write('e');
            System.out.write("\n\n".getBytes(Charset.defaultCharset()), 0, 1);
        }

        assertEquals(expected.stream().map(line -> "OUT " + (line.equals("null-bc") ? "nullbc" : line)).toList(), lines);
        assertEquals(expected.stream().map(line -> line.equals("null-bc") ? "nullbc" : line).toList(), arrived().lines().toList());
    }

    @Test
    void threadThatIsNotBoundIsNotCaptured() throws InterruptedException {
        Thread stranger = new Thread(null, () -> System.out.println("stranger"), "stranger", 0, false);
        try (Binding binding = capture.capture(into)) {
            stranger.start();
            stranger.join();
        }
        System.out.println("after");

        assertEquals(List.of(), lines);
        assertEquals(String.format("stranger%nafter%n"), arrived());
    }

    @Test
    void lineThatWasBegunIsKeptWhenTheCaptureEnds() {
        try (Binding binding = capture.capture(into)) {
            System.out.print("no line end");
        }

        recorded.end();
        assertEquals(List.of("OUT+ no line end"), lines);
    }

    @Test
    void threadStartedByTheStepIsCaptured() throws InterruptedException {
        try (Binding binding = capture.capture(into)) {
            Thread child = new Thread(() -> System.out.println("child"));
            child.start();
            child.join();
        }

        assertEquals(List.of("OUT child"), lines);
    }

    @Test
    void threadThatOutlivesTheStepIsCapturedNoLonger() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (Binding binding = capture.capture(into)) {
            pool.submit(() -> System.out.println("during")).get(10, TimeUnit.SECONDS);
        }

        pool.submit(() -> System.out.println("later")).get(10, TimeUnit.SECONDS);

        List<String> ofAnother = new CopyOnWriteArrayList<>();
        try (Binding binding = capture.capture(output(ofAnother))) {
            pool.submit(() -> System.out.println("much later")).get(10, TimeUnit.SECONDS);
        }
        pool.shutdown();
        assertEquals(List.of("OUT during"), lines);
        assertEquals(List.of(), ofAnother);
    }

    @Test
    void threadsThatWorkForOthersTooAreNotCaptured() throws Exception {
        try (Binding binding = capture.capture(into)) {
            Thread ofContainer = new ContainerThread(() -> System.out.println("container"));
            ofContainer.start();
            ofContainer.join();
            ForkJoinPool.commonPool().submit(() -> System.out.println("common")).get(10, TimeUnit.SECONDS);
        }

        assertEquals(List.of(), lines);
    }

    @Test
    void containerThreadThatExecutesTheStepIsCaptured() throws InterruptedException {
        Thread ofContainer = new ContainerThread(() -> {
            try (Binding binding = capture.capture(into)) {
                System.out.println("step");
            }
        });
        ofContainer.start();
        ofContainer.join();

        assertEquals(List.of("OUT step"), lines);
    }

    @Test
    void innerCaptureReplacesTheOuterOneUntilItEnds() {
        List<String> inner = new CopyOnWriteArrayList<>();
        try (Binding binding = capture.capture(into)) {
            System.out.println("a");
            try (Binding innerBinding = capture.capture(output(inner))) {
                System.out.println("b");
            }
            System.out.println("c");
        }

        assertEquals(List.of("OUT a", "OUT c"), lines);
        assertEquals(List.of("OUT b"), inner);
    }

    @Test
    void captureEndedByAnotherThreadForwardsNothingMore() throws InterruptedException {
        Binding binding = capture.capture(into);
        System.out.println("before");
        Thread supervisor = new Thread(binding::close);
        supervisor.start();
        supervisor.join();

        System.out.println("abandoned");
        binding.close();

        assertEquals(List.of("OUT before"), lines);
    }

    @Test
    void logIsCapturedWithLevelAndLogger() {
        try (Binding binding = capture.capture(into)) {
            logger.log(Level.WARNING, "{0} rows of {1}", new Object[] {3, "x"});
            Logger.getLogger("com.acme.Other").info("it''s {0} as it is");
            logger.fine("below the level of the log");
        }
        logger.info("afterwards");

        assertEquals(List.of("LOG WARNING com.acme.Step: 3 rows of x", "LOG INFO com.acme.Other: it''s {0} as it is"), lines);
    }

    @Test
    void exceptionInTheLogIsCapturedWithItsStack() {
        try (Binding binding = capture.capture(into)) {
            logger.log(Level.SEVERE, "failed", new IllegalStateException("boom"));
        }

        assertEquals("LOG SEVERE com.acme.Step: failed", lines.get(0));
        assertEquals("LOG java.lang.IllegalStateException: boom", lines.get(1));
        assertTrue(lines.get(2).startsWith("LOG \tat " + OutputCaptureTest.class.getName()), lines.get(2));
    }

    @Test
    void recordThatFormatsItselfLikeThoseOfJBossIsAskedTo() {
        try (Binding binding = capture.capture(into)) {
            logger.log(new FormattingRecord("%s rows"));
        }

        assertEquals(List.of("LOG INFO com.acme.Step: formatted"), lines);
    }

    @Test
    void outputThatTheServerLogsIsCapturedOnce() {
        capture.remove();
        System.setOut(new LoggingStream(Logger.getLogger("stdout")));
        capture.install();

        try (Binding binding = capture.capture(into)) {
            System.out.println("once");
            System.out.print("in pieces");
            System.out.println();
            logger.info("and the log goes on");
        }

        assertEquals(List.of("OUT once", "OUT in pieces", "LOG INFO com.acme.Step: and the log goes on"), lines);
    }

    @Test
    void whatStoringALineLogsIsNotCaptured() {
        CapturedOutput logging = new CapturedOutput(new OutputSink() {
            @Override
            public void printed(Stream stream, CharSequence text) {
                lines.add(text.toString());
                logger.info("stored");
                System.out.println("stored");
            }

            @Override
            public void line(Stream stream, String text) {
                throw new AssertionError(text);
            }
        });

        try (Binding binding = capture.capture(logging)) {
            System.out.println("a");
        }

        assertEquals(List.of("a", "\n"), lines);
    }

    @Test
    void removalLeavesEverythingAsItWas() {
        int handlers = Logger.getLogger("").getHandlers().length;

        capture.remove();

        assertSame(originalOut, System.out);
        assertSame(originalErr, System.err);
        assertEquals(handlers - 1, Logger.getLogger("").getHandlers().length);
    }

    @Test
    void deploymentsInTheSameServerMayGoInTheOrderTheyCame() {
        OutputCapture second = new OutputCapture();
        second.install();

        capture.remove();
        assertNotSame(originalOut, System.out);
        List<String> ofSecond = new CopyOnWriteArrayList<>();
        try (Binding gone = capture.capture(into); Binding binding = second.capture(output(ofSecond))) {
            System.out.println("still here");
        }
        second.remove();

        assertSame(originalOut, System.out);
        assertSame(originalErr, System.err);
        assertEquals(List.of("OUT still here"), ofSecond);
        assertEquals(List.of(), lines);
        assertEquals(String.format("still here%n"), arrived());
    }

    @Test
    void middleOneOfThreeDeploymentsLeavesNothingBehind() {
        OutputCapture second = new OutputCapture();
        OutputCapture third = new OutputCapture();
        second.install();
        third.install();

        second.remove();
        System.out.println("a");
        third.remove();

        assertTrue(System.out instanceof CapturedOutputStream);
        capture.remove();
        assertSame(originalOut, System.out);
        assertEquals(String.format("a%n"), arrived());
    }

    @Test
    void bothDeploymentsCaptureTheirOwnThread() {
        OutputCapture second = new OutputCapture();
        second.install();
        List<String> ofSecond = new CopyOnWriteArrayList<>();

        try (Binding binding = capture.capture(into)) {
            System.out.println("first");
        }
        try (Binding binding = second.capture(output(ofSecond))) {
            System.out.println("second");
        }
        second.remove();

        assertEquals(List.of("OUT first"), lines);
        assertEquals(List.of("OUT second"), ofSecond);
    }

    @Test
    void streamOfAStrangerOnTopStaysAndGoesOnWorking() {
        PrintStream stranger = new PrintStream(System.out, true);
        System.setOut(stranger);

        capture.remove();
        System.out.println("through");

        assertSame(stranger, System.out);
        assertEquals(String.format("through%n"), arrived());
        assertFalse(Arrays.stream(Logger.getLogger("").getHandlers()).anyMatch(CapturedOutputHandler.class::isInstance));
    }

    private String arrived() {
        return original.toString(Charset.defaultCharset());
    }

    private static CapturedOutput output(List<String> lines) {
        return new CapturedOutput(new RecordedOutput(lines));
    }

    /** A thread as the container's executors have them. */
    private static final class ContainerThread extends Thread implements ManageableThread {
        private ContainerThread(Runnable work) {
            super(work);
        }

        @Override
        public boolean isShutdown() {
            return false;
        }
    }

    /** Stands for org.jboss.logmanager.ExtLogRecord. */
    public static final class FormattingRecord extends LogRecord {
        private FormattingRecord(String message) {
            super(Level.INFO, message);
            setLoggerName("com.acme.Step");
        }

        /** @return the message as the record itself formats it */
        public String getFormattedMessage() {
            return "formatted";
        }
    }

    /** Stands for WildFly's System.out: what is printed becomes a log record as soon as the line is complete. */
    private static final class LoggingStream extends PrintStream {
        private final Logger logger;
        private final StringBuilder line = new StringBuilder();

        private LoggingStream(Logger logger) {
            super(new ByteArrayOutputStream());
            this.logger = logger;
        }

        @Override
        public void print(String text) {
            line.append(text);
        }

        @Override
        public void println(String text) {
            logger.info(line + text);
            line.setLength(0);
        }
    }
}
