package io.processmanager.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.view.LogLine.Stream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapturedOutputTest {

    private static final String CLOSING_LINE = "LOG The log of this attempt ends here, after %d lines; for more raise the setting "
            + "process-manager.step.max-log-lines";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CapturedOutput output = new CapturedOutput((stream, text) -> lines.add(stream + " " + text), 1_000);

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
    void lineOfTheGreatestLengthIsKeptAndALongerOneIsCut() {
        output.line(Stream.OUT, "x".repeat(4_000));
        output.line(Stream.OUT, "x".repeat(4_001));
        output.append(Stream.OUT, "y".repeat(10_000));
        output.append(Stream.OUT, "y".repeat(10_000) + "\nnext\n");

        assertEquals(List.of("OUT " + "x".repeat(4_000), "OUT " + "x".repeat(3_971) + "… (cut, 30 characters more)",
                "OUT " + "y".repeat(3_970) + "… (cut, 16030 characters more)", "OUT next"), lines);
        lines.forEach(line -> assertTrue(line.length() <= "OUT ".length() + 4_000, line));
    }

    @Test
    void cutDoesNotGoThroughACharacter() {
        output.line(Stream.OUT, "x" + "😀".repeat(2_500));

        assertEquals("OUT x" + "😀".repeat(1_985) + "… (cut, 1030 characters more)", lines.get(0));
    }

    @Test
    void nulCharactersAreLeftOut() {
        output.line(Stream.OUT, "a\0b\0");
        output.append(Stream.OUT, "\0\n");

        assertEquals(List.of("OUT ab", "OUT "), lines);
    }

    @Test
    void afterTheLastLineAllowedOneMoreSaysSo() {
        CapturedOutput two = new CapturedOutput((stream, text) -> lines.add(stream + " " + text), 2);

        two.append(Stream.OUT, "a\nb\n");
        assertEquals(List.of("OUT a", "OUT b"), lines);

        two.append(Stream.ERR, "c\nd\n");
        assertEquals(List.of("OUT a", "OUT b", String.format(Locale.ROOT, CLOSING_LINE, 2)), lines);

        two.append(Stream.ERR, "e");
        two.close();
        assertEquals(List.of("OUT a", "OUT b", String.format(Locale.ROOT, CLOSING_LINE, 2), "LOG The attempt has written 5 lines, of which the last 3 were not kept"), lines);
    }

    @Test
    void nothingIsSaidOfLinesThatAreAllKept() {
        CapturedOutput two = new CapturedOutput((stream, text) -> lines.add(stream + " " + text), 2);
        two.append(Stream.OUT, "a\nb");
        two.close();
        assertEquals(List.of("OUT a", "OUT b"), lines);
    }

    @Test
    void closeKeepsWhatWasBegunAndTakesNothingMore() {
        output.append(Stream.OUT, "begun");

        output.close();
        output.append(Stream.OUT, "late\n");
        output.line(Stream.LOG, "late");
        output.close();

        assertEquals(List.of("OUT begun"), lines);
    }

    @Test
    void whatTheSinkWritesItselfIsNotCaptured() {
        CapturedOutput[] self = new CapturedOutput[1];
        self[0] = new CapturedOutput((stream, text) -> {
            lines.add(text);
            self[0].line(Stream.LOG, "stored: " + text);
        }, 1_000);

        self[0].line(Stream.OUT, "a");

        assertEquals(List.of("a"), lines);
    }

    @Test
    void linesOfSeveralThreadsStayWhole() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch start = new CountDownLatch(1);
        IntStream.range(0, 4).forEach(thread -> threads.execute(() -> {
            awaited(start);
            IntStream.range(0, 200).forEach(i -> output.append(Stream.OUT, ("t" + thread).repeat(50) + "\n"));
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
