package io.processmanager.runner.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.capture.KeptOutput;
import io.processmanager.store.entity.Claim.History;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.testing.Await;
import io.processmanager.view.LogLine;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressReportsTest {

    private static final int LONG = 4_000;
    private static final int MANY = 10_000;
    private static final int MOST_CHARACTERS_AT_ONCE = 65_536 + LONG;

    private final Deque<CompletableFuture<Void>> onTheirWay = new ArrayDeque<>();
    private final List<Report> sent = new ArrayList<>();
    private boolean storesAtOnce;
    private final ProgressReports reports = new ProgressReports(new Claim("p", 1, ManagedProcess.named("p").step("a", StepSpec.ofType("merge")).build(), 0, 1,
            JsonValue.EMPTY_JSON_OBJECT, true, 0, Duration.ofSeconds(1), 0, History.NONE), "a", 1, 0, Clock.systemUTC(), new KeptOutput.Limits(2 * MANY, 200_000_000), this::send);

    private CompletableFuture<Void> send(Report report) {
        sent.add(report);
        CompletableFuture<Void> written = storesAtOnce ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
        onTheirWay.add(written);
        return written;
    }

    private void store() {
        onTheirWay.remove().complete(null);
    }

    private void storeAll() {
        while (!onTheirWay.isEmpty()) {
            store();
        }
    }

    private void say(int lines, int characters) {
        IntStream.range(0, lines).forEach(i -> reports.line(LogLine.Stream.OUT, i + "x".repeat(characters - Integer.toString(i).length())));
    }

    private static int characters(List<LogLine> lines) {
        return lines.stream().mapToInt(line -> line.text().length()).sum();
    }

    private List<String> reported() {
        return sent.stream().flatMap(report -> report.lines().stream()).map(line -> line.text().replaceAll("x+$", "")).toList();
    }

    @Test
    void aFewLinesGoAlongWithTheCheckpoint() {
        say(3, 80);
        assertEquals(3, reports.close().size());
        assertEquals(List.of(), sent);
        assertTrue(reports.linesStored().isDone());
    }

    @Test
    void moreLinesThanAFewAreWrittenBeforeTheCheckpoint() {
        say(65, 10);
        assertEquals(List.of(), reports.close());
        assertEquals(65, reported().size());
        assertFalse(reports.linesStored().isDone());
        store();
        assertTrue(reports.linesStored().isDone());
    }

    @Test
    void fewLinesThatAreLongAreWrittenBeforeTheCheckpoint() {
        say(5, LONG);
        assertEquals(List.of(), reports.close());
        assertEquals(5, reported().size());
    }

    @Test
    void whatAChattyStepSaysIsWrittenInPartsOfBoundedSizeAndInOrder() {
        say(MANY, LONG);
        CompletableFuture<Void> stored = reports.close().isEmpty() ? reports.linesStored() : null;
        assertFalse(stored.isDone());
        storeAll();
        assertTrue(stored.isDone());
        assertEquals(IntStream.range(0, MANY).mapToObj(Integer::toString).toList(), reported());
        sent.forEach(report -> assertTrue(characters(report.lines()) <= MOST_CHARACTERS_AT_ONCE, () -> characters(report.lines()) + " characters at once"));
    }

    @Test
    void noMoreThanOneWriteIsOnItsWayAtATime() {
        say(MANY, LONG);
        reports.close();
        for (int written = 1; !onTheirWay.isEmpty(); written++) {
            assertEquals(1, onTheirWay.size());
            assertEquals(written, sent.size());
            store();
        }
    }

    @Test
    void manyLinesAreWrittenWhileTheStepIsStillAtWork() {
        storesAtOnce = true;
        say(MANY, LONG);
        assertTrue(reported().size() > MANY - 20, () -> reported().size() + " lines");
    }

    @Test
    void whatIsSaidLastIsToldToEverybodyWhenTheStepFailsAndItsLinesGoAlong() {
        reports.progress(30, "starts");
        store();
        reports.progress(70, "almost");
        say(2, 80);
        reports.sendProgress();
        assertEquals(2, reports.close().size());
        assertEquals("70 almost 0 lines", sent.get(1).percent() + " " + sent.get(1).message() + " " + sent.get(1).lines().size() + " lines");
        assertTrue(reports.linesStored().isDone(), "a report without lines goes the way of the end itself");
    }

    @Test
    void linesThatAreOnTheirWayAreStoredBeforeTheEnd() {
        say(512, 10);
        say(3, 10);
        assertEquals(3, reports.close().size());
        assertFalse(reports.linesStored().isDone());
        store();
        assertTrue(reports.linesStored().isDone());
    }

    @Test
    void aTransactionOfItsOwnTakesAllLinesAndTheyAreLeftForAFailureIfItIsRolledBack() {
        say(100, 10);
        assertEquals(100, reports.closeForOwnTransaction().size());
        assertTrue(reports.linesStored().isDone());
        assertEquals(List.of(), sent);

        assertEquals(List.of(), reports.close());
        assertFalse(reports.linesStored().isDone());
        assertEquals(100, reported().size());
    }

    @Test
    void anAbandonedStepIsNotHeardAnyMore() {
        reports.close();
        say(MANY, 10);
        reports.progress(99, "still here");
        assertEquals(List.of(), sent);
        assertEquals(List.of(), reports.close());
    }

    @Test
    void textWithoutALineEndIsStoredAtTheNextPollAndItsRestLater() {
        reports.printed(LogLine.Stream.OUT, "10 %, ");
        Await.until("the text to have waited", Duration.ofSeconds(10), () -> {
            reports.sendIfPaused();
            return !sent.isEmpty();
        });
        store();
        reports.printed(LogLine.Stream.OUT, "20 %\n");

        assertEquals(List.of("10 %, "), reported());
        assertEquals(LogLine.Part.PIECE, sent.get(0).lines().get(0).part());
        assertEquals(List.of("20 %"), reports.close().stream().map(LogLine::text).toList());
    }

    @Test
    void whatWasKeptBackAndWhatWasBegunAreStoredWhenTheAttemptEnds() {
        storesAtOnce = true;
        say(5 * MANY, 10);
        reports.printed(LogLine.Stream.OUT, "the end");
        long whileItRan = sent.stream().mapToLong(report -> report.lines().size()).sum();
        assertTrue(whileItRan <= MANY, () -> whileItRan + " lines");

        assertEquals(List.of(), reports.close());
        List<String> all = reported();
        assertEquals(2 * MANY + 1, all.size());
        assertEquals(Integer.toString(MANY - 1), all.get(MANY - 1));
        assertTrue(all.get(MANY).endsWith("bytes are missing here, beyond process-manager.step.max-log-bytes or process-manager.step.max-log-lines)"), all.get(MANY));
        assertEquals("the end", all.get(2 * MANY));
    }
}
