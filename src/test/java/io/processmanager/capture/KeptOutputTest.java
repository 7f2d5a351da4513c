package io.processmanager.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.capture.KeptOutput.Limits;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogLine.Part;
import io.processmanager.view.LogLine.Stream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptOutputTest {

    private static final int MOST_BYTES = 65_536;
    private static final long GIGABYTE = 1L << 30;

    private final KeptOutput output = kept(1_000, MOST_BYTES);
    private final List<LogLine> stored = new ArrayList<>();

    private static KeptOutput kept(int lines, int bytes) {
        return new KeptOutput("a", 1, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), new Limits(lines, bytes));
    }

    private void store(KeptOutput from) {
        stored.addAll(from.next(Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    private List<String> end(KeptOutput from) {
        from.end();
        store(from);
        return stored.stream().map(RecordedOutput::shown).toList();
    }

    private long bytes() {
        return stored.stream().filter(line -> line.part() != Part.GAP).mapToLong(LogLine::bytes).sum();
    }

    private LogLine gap() {
        return stored.stream().filter(line -> line.part() == Part.GAP).reduce((one, other) -> {
            throw new AssertionError(one + " and " + other);
        }).orElseThrow();
    }

    private static String mark(long bytes) {
        return "… (" + bytes + " bytes are missing here, beyond process-manager.step.max-log-bytes or process-manager.step.max-log-lines)";
    }

    @Test
    void lineOfTheGreatestLengthIsOneAndALongerOneIsKeptInPieces() {
        output.line(Stream.OUT, "x".repeat(4_000));
        output.line(Stream.OUT, "x".repeat(4_001));
        output.printed(Stream.OUT, "y".repeat(4_000));
        output.printed(Stream.OUT, "y".repeat(4_000));
        output.printed(Stream.OUT, "\nnext\n");

        assertEquals(List.of("OUT " + "x".repeat(4_000), "OUT+ " + "x".repeat(4_000), "OUT x", "OUT+ " + "y".repeat(4_000), "OUT " + "y".repeat(4_000), "OUT next"), end(output));
    }

    @Test
    void pieceDoesNotEndWithinACharacter() {
        output.line(Stream.OUT, "x" + "😀".repeat(2_500));

        assertEquals(List.of("OUT+ x" + "😀".repeat(1_999), "OUT " + "😀".repeat(501)), end(output));
    }

    @Test
    void textWithoutALineEndIsPassedOnWhenItHasWaitedLongEnough() {
        output.printed(Stream.OUT, "10 %, ");
        output.printed(Stream.ERR, "oops");
        output.passOpenLines(Long.MAX_VALUE);
        assertEquals(0, output.lines());

        output.passOpenLines(0);
        store(output);
        assertEquals(List.of("OUT+ 10 %, ", "ERR+ oops"), stored.stream().map(RecordedOutput::shown).toList());

        output.printed(Stream.OUT, "20 %\n");
        output.printed(Stream.ERR, "\n");
        assertEquals(List.of("OUT+ 10 %, ", "ERR+ oops", "OUT 20 %", "ERR "), end(output));
    }

    @Test
    void halfACharacterWaitsForTheOther() {
        output.printed(Stream.OUT, "a\ud83d");
        output.passOpenLines(0);
        output.passOpenLines(0);
        output.printed(Stream.OUT, "\ude00\n");

        assertEquals(List.of("OUT+ a", "OUT 😀"), end(output));
    }

    @Test
    void whatIsWithinTheLimitsIsKeptWhole() {
        IntStream.range(0, 999).forEach(i -> output.printed(Stream.OUT, i + "\n"));
        output.printed(Stream.ERR, "end");

        List<String> lines = end(output);
        assertEquals(1_000, lines.size());
        assertEquals("OUT 998", lines.get(998));
        assertEquals("ERR+ end", lines.get(999));
    }

    @Test
    void middleOfTooManyLinesIsCutOutAndItsPlaceSaysSo() {
        KeptOutput four = kept(4, MOST_BYTES);
        IntStream.rangeClosed(1, 9).forEach(i -> four.line(Stream.LOG, "line " + i));
        store(four);
        assertEquals(List.of("LOG line 1", "LOG line 2"), stored.stream().map(RecordedOutput::shown).toList(), "what can be read while the step runs");

        assertEquals(List.of("LOG line 1", "LOG line 2", "LOG " + mark(5 * 7), "LOG line 8", "LOG line 9"), end(four));
        assertEquals(Part.GAP, stored.get(2).part());
    }

    @Test
    void limitsHoldForTheStreamsTogetherAndEachThatMissesSomethingSaysSo() {
        KeptOutput four = kept(4, MOST_BYTES);
        four.printed(Stream.ERR, "a\nb\n");
        four.printed(Stream.OUT, "ä\nd\n");
        four.line(Stream.LOG, "e");
        four.printed(Stream.OUT, "f\ng\n");

        assertEquals(List.of("ERR a", "ERR b", "OUT " + mark(5), "LOG " + mark(2), "OUT f", "OUT g"), end(four));
    }

    @Test
    void withoutAnyLinesAllowedOnlyTheNumberOfBytesIsKept() {
        KeptOutput none = kept(0, MOST_BYTES);
        none.printed(Stream.OUT, "abc\n");

        assertEquals(List.of("OUT " + mark(4)), end(none));
    }

    @Test
    void gigabyteOfLinesNeedsNoMoreMemoryThanIsKept() {
        String line = "0123456789".repeat(102) + "123\n";
        for (long i = 0; i < GIGABYTE / 1_024; i++) {
            output.printed(Stream.OUT, line);
            assertTrue(output.characters() <= MOST_BYTES / 2);
        }
        end(output);

        assertTrue(bytes() <= MOST_BYTES && bytes() > MOST_BYTES - 2 * 1_024, () -> bytes() + " bytes");
        assertEquals(mark(GIGABYTE - bytes()), gap().text());
    }

    @Test
    void gigabyteWithoutALineEndIsKeptInPiecesWithItsBeginningAndItsEnd() {
        String some = "0123456789abcdef".repeat(4_096);
        for (long i = 0; i < GIGABYTE / some.length(); i++) {
            output.printed(Stream.OUT, some);
        }
        output.printed(Stream.OUT, "the end");
        end(output);

        assertTrue(bytes() <= MOST_BYTES && bytes() > MOST_BYTES - 3 * 4_000, () -> bytes() + " bytes");
        assertEquals(mark(GIGABYTE + 7 - bytes()), gap().text());
        String kept = stored.stream().map(LogLine::text).collect(Collectors.joining());
        assertTrue(kept.startsWith("0123456789abcdef0123") && kept.endsWith("abcdefthe end"), kept.substring(kept.length() - 50));
        assertTrue(stored.stream().allMatch(piece -> piece.text().length() <= 4_000));
    }

    @Test
    void endIsMadeOnce() {
        IntStream.rangeClosed(1, 2_000).forEach(i -> output.line(Stream.OUT, "line " + i));
        output.printed(Stream.OUT, "open");
        int lines = end(output).size();

        assertEquals(lines, end(output).size());
    }

    @Test
    void pendingLinesComeInPartsOfBoundedSize() {
        IntStream.rangeClosed(1, 7).forEach(i -> output.line(Stream.OUT, "x".repeat(10)));

        assertEquals(7, output.all().size());
        assertEquals(3, output.next(3, 1_000).size());
        assertEquals(2, output.next(10, 11).size());
        assertEquals(20, output.characters());
        assertEquals(2, output.lines());
    }
}
