package io.processmanager.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.text.StorableText;
import io.processmanager.view.LogLine.Stream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapturedOutputTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final RecordedOutput recorded = new RecordedOutput(lines);
    private final CapturedOutput output = new CapturedOutput(recorded);

    @Test
    void everyKindOfLineEndEndsALine() {
        output.append(Stream.OUT, "a\nb\r\nc\rd\n\n");

        assertEquals(List.of("OUT a", "OUT b", "OUT c", "OUT d", "OUT "), lines);
    }

    @Test
    void lineEndThatComesInTwoPiecesIsOne() {
        output.append(Stream.OUT, "a\r");
        output.append(Stream.OUT, "\nb\n");

        assertEquals(List.of("OUT a", "OUT b"), lines);
    }

    @Test
    void piecesOfALineAreJoinedPerStream() {
        output.append(Stream.OUT, "one ");
        output.append(Stream.ERR, "oops");
        output.append(Stream.OUT, "line\n");
        output.append(Stream.ERR, "!\n");

        assertEquals(List.of("OUT one line", "ERR oops!"), lines);
    }

    @Test
    void completeLinesDoNotMixWithOneThatIsBegun() {
        output.append(Stream.LOG, "begun");
        output.line(Stream.LOG, "complete");
        output.append(Stream.LOG, " and ended\n");

        assertEquals(List.of("LOG complete", "LOG begun and ended"), lines);
    }

    @Test
    void completeTextWithSeveralLinesBecomesSeveralLines() {
        output.line(Stream.LOG, "a\n\tb\n");
        output.line(Stream.LOG, "");
        output.line(Stream.LOG, null);

        assertEquals(List.of("LOG a", "LOG \tb", "LOG ", "LOG null"), lines);
    }

    @Test
    void bytesMayEndAmidACharacter() {
        byte[] bytes = "Zoë €\n".getBytes(Charset.defaultCharset());
        for (byte one : bytes) {
            output.append(Stream.OUT, new byte[] {0, one}, 1, 1);
        }

        assertEquals(List.of("OUT Zoë €"), lines);
    }

    @Test
    void manyBytesAtOnceAreTakenWhole() {
        output.append(Stream.OUT, "0123456789\n".repeat(500).getBytes(Charset.defaultCharset()), 0, 11 * 500);

        assertEquals(500, lines.size());
        assertEquals("OUT 0123456789", lines.get(499));
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        output.append(Stream.OUT, new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b', '\n', (byte) 0xe2, (byte) 0x82}, 0, 7);
        output.append(Stream.OUT, "c\n");
        output.append(Stream.OUT, new byte[] {(byte) 0xe2}, 0, 1);
        output.close();
        recorded.end();

        assertEquals(List.of("OUT a\ufffd\ufffdb", "OUT \ufffdc", "OUT+ \ufffd"), lines);
    }

    @Test
    void allBytesThereAreBreakNothing() {
        byte[] bytes = new byte[256 * 200];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (i * 31 + i / 256));
        output.append(Stream.ERR, bytes, 0, bytes.length);
        output.close();
        recorded.end();

        assertTrue(lines.size() > 200, () -> lines.size() + " lines");
        lines.forEach(line -> assertTrue(line.indexOf('\0') < 0 && StorableText.halfPair(line) < 0, line));
    }

    @Test
    void halvesOfASurrogatePairThatBelongTogetherAreJoinedAndOthersReplaced() {
        output.append(Stream.OUT, "a\ud83d");
        output.append(Stream.OUT, "\ude00b\ude00\n");
        output.line(Stream.LOG, "half \ud83d");
        output.append(Stream.OUT, "open \ud83d");
        recorded.end();

        assertEquals(List.of("OUT a😀b\ufffd", "LOG half \ufffd", "OUT+ open ", "OUT+ \ufffd"), lines);
    }

    @Test
    void textOfManySlicesArrivesWhole() {
        output.appendLine(Stream.OUT, "0123456789".repeat(30_000));

        assertEquals("0123456789".repeat(30_000), lines.stream().map(line -> line.replaceFirst("OUT\\+? ", "")).collect(Collectors.joining()));
    }

    @Test
    void nulCharactersAreLeftOut() {
        output.line(Stream.OUT, "a\0b\0");
        output.append(Stream.OUT, "\0\n");

        assertEquals(List.of("OUT ab", "OUT "), lines);
    }

    @Test
    void closedOutputTakesNothingMore() {
        output.append(Stream.OUT, "begun");

        output.close();
        output.append(Stream.OUT, "late\n");
        output.appendLine(Stream.OUT, "late");
        output.line(Stream.LOG, "late");
        output.close();
        recorded.end();

        assertEquals(List.of("OUT+ begun"), lines);
    }

    @Test
    void whatTheSinkWritesItselfIsNotCaptured() {
        CapturedOutput[] self = new CapturedOutput[1];
        self[0] = new CapturedOutput(new OutputSink() {
            @Override
            public void printed(Stream stream, CharSequence text) {
                throw new AssertionError(text);
            }

            @Override
            public void line(Stream stream, String text) {
                lines.add(text);
                self[0].line(Stream.LOG, "stored: " + text);
                self[0].append(Stream.OUT, "stored: " + text);
            }
        });

        self[0].line(Stream.OUT, "a");

        assertEquals(List.of("a"), lines);
    }

    @Test
    void linesOfSeveralThreadsStayWhole() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch start = new CountDownLatch(1);
        IntStream.range(0, 4).forEach(thread -> threads.execute(() -> {
            awaited(start);
            IntStream.range(0, 200).forEach(i -> output.appendLine(Stream.OUT, ("t" + thread).repeat(50)));
        }));

        start.countDown();
        threads.shutdown();

        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(800, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.matches("OUT (t\\d)\\1{49}")));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
