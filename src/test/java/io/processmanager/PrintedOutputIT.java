package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PrintingSteps.PrintsAndNeverListens;
import io.processmanager.teststeps.PrintingSteps.PrintsBinary;
import io.processmanager.teststeps.PrintingSteps.PrintsByTurns;
import io.processmanager.teststeps.PrintingSteps.PrintsOften;
import io.processmanager.teststeps.TalkingSteps.Talks;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogLine.Part;
import io.processmanager.view.LogLine.Stream;
import io.processmanager.view.LogPage;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What steps print is kept per run, whatever and however much it is. */
final class PrintedOutputIT extends InSharedDeployment {

    private static final int MOST_BYTES = 1_048_576;

    private List<LogLine> log(String pid) {
        List<LogLine> read = new ArrayList<>();
        String after = null;
        LogPage page;
        do {
            page = processes.getLog(pid, after, 1_000);
            read.addAll(page.items());
            after = page.next().orElse(null);
        } while (!page.items().isEmpty());
        return read;
    }

    private String text(String pid, Stream stream) {
        return log(pid).stream().filter(line -> line.stream() == stream).map(line -> line.text() + (line.part() == Part.PIECE ? "" : "\n")).collect(Collectors.joining());
    }

    private static String lines(int count, java.util.function.IntFunction<String> line) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> line.apply(i) + "\n").collect(Collectors.joining());
    }

    @Test
    void outputOfEightStepsThatPrintAtOnceIsNotMixed() {
        int lines = 25;
        String key = UUID.randomUUID().toString();
        List<String> pids = processes.startAll(IntStream.range(0, 8).mapToObj(i -> ManagedProcess.named("prints " + i)
                .step("a", StepSpec.of(PrintsByTurns.class, key, 8, "step" + i, lines)).build()).toList());

        for (int i = 0; i < 8; i++) {
            String name = "step" + i;
            ProcessInfo info = awaitEnd(pids.get(i));
            assertEquals(ProcessState.FINISHED, info.state(), () -> info.error().toString());
            assertEquals(lines(lines, line -> name + " printf " + line + " of " + name), text(info.pid(), Stream.OUT));
            assertEquals(lines(lines, line -> name + " by bytes " + line), text(info.pid(), Stream.ERR));
            assertEquals(lines(lines, line -> name + " logs " + line), text(info.pid(), Stream.LOG));
        }
    }

    @Test
    void endlessLineIsKeptWithItsBeginningAndItsEnd() {
        String some = "0123456789abcdef".repeat(1_024);
        int times = 512;
        ProcessInfo info = execute(ManagedProcess.named("prints").step("a", StepSpec.of(PrintsOften.class, some, times)).step("b", StepSpec.of(Talks.class)));

        List<LogLine> out = log(info.pid()).stream().filter(line -> line.step().equals("a") && line.stream() == Stream.OUT).toList();
        long kept = out.stream().filter(line -> line.part() != Part.GAP).mapToLong(LogLine::bytes).sum();
        assertTrue(kept <= MOST_BYTES && kept > MOST_BYTES - 20_000, () -> kept + " bytes");
        List<LogLine> gaps = out.stream().filter(line -> line.part() == Part.GAP).toList();
        assertEquals(1, gaps.size());
        assertTrue(gaps.get(0).text().contains("(" + (some.length() * (long) times + "the end".length() - kept) + " bytes are missing here"), gaps.get(0).text());
        assertEquals("the end", out.get(out.size() - 1).text().substring(out.get(out.size() - 1).text().length() - 7));
        assertTrue(text(info.pid(), Stream.ERR).startsWith("and an error\n"));
        assertTrue(log(info.pid()).stream().anyMatch(line -> line.step().equals("b")), "the next step has a log of its own");
    }

    @Test
    void binaryOutputBreaksNothing() {
        ProcessInfo info = execute(ManagedProcess.named("prints").step("a", StepSpec.of(PrintsBinary.class)));

        assertEquals(ProcessState.FINISHED, info.state(), () -> info.error().toString());
        assertTrue(text(info.pid(), Stream.OUT).endsWith("half \ufffd\ufffd and \ufffd\n"), text(info.pid(), Stream.OUT));
        assertEquals("nul , escape \u001b[31m, none \uffff\n", text(info.pid(), Stream.ERR));
        assertEquals("log  \ufffd\n", text(info.pid(), Stream.LOG));
    }

    @Test
    void textWithoutALineEndCanBeReadWhileTheStepRunsAndWhenItsTimeIsUp() {
        Gate gate = Gate.closed();
        String pid = processes.start(ManagedProcess.named("prints").step("a", StepSpec.of(PrintsAndNeverListens.class, gate.key(), 2).withTimeout(Duration.ofSeconds(5))).build());

        Await.until("what was begun", LIMIT, () -> text(pid, Stream.OUT), "line 1\nline 2\nbegun"::equals);
        assertEquals(ProcessState.RUNNING, processes.getProcessInfo(pid).state());
        assertEquals(ProcessState.TIMED_OUT, awaitEnd(pid).state());
        gate.open();
        gate.awaitDepartures(1);
        assertEquals("line 1\nline 2\nbegun", text(pid, Stream.OUT));
    }

    @Test
    void outputOfARunIsReadByItsNumberAndItsSizeIsKnown() throws Exception {
        ProcessInfo info = execute(ManagedProcess.named("prints").step("silent", StepSpec.ofType("merge", Map.of()))
                .step("a", StepSpec.of(PrintsOften.class, "ä€😀\n", 700)));

        RunInfo silent = processes.getRun(info.pid(), 1);
        RunInfo run = processes.getRun(info.pid(), 2);
        String out = read(processes.openRunOutput(info.pid(), 2, Stream.OUT));
        assertEquals(new RunInfo.Printed(0, 0, false), silent.printed());
        assertEquals(new RunInfo.Printed(out.getBytes(StandardCharsets.UTF_8).length, "and an error\n".length(), true), run.printed());
        assertEquals(List.of(silent, run), processes.getRuns(info.pid(), null, 10).items());
        assertEquals("", read(processes.openRunOutput(info.pid(), 1, Stream.OUT)));
        assertEquals("and an error\n", read(processes.openRunOutput(info.pid(), 2, Stream.ERR)));
        assertEquals(text(info.pid(), Stream.OUT), out);
        assertTrue(out.startsWith("ä€😀\nä€😀\n") && out.endsWith("ä€😀\nthe end"), out);
        assertThrows(RunNotFoundException.class, () -> processes.openRunOutput(info.pid(), 3, Stream.OUT));
        assertThrows(ProcessNotFoundException.class, () -> processes.openRunOutput("0".repeat(32), 1, Stream.OUT));
    }

    private static String read(InputStream output) throws IOException {
        try (output) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Its thread goes on, so it cannot store it itself. */
    @Test
    void lastLinesOfAnAbandonedStepAreKept() {
        Gate gate = Gate.closed();
        String pid = processes.start(ManagedProcess.named("prints").step("a", StepSpec.of(PrintsAndNeverListens.class, gate.key(), 2_000).withTimeout(Duration.ofSeconds(2))).build());
        gate.awaitArrivals(1);
        assertFalse(text(pid, Stream.OUT).contains("line 2000"), "beyond the first half, lines wait for the end");

        assertEquals(ProcessState.TIMED_OUT, awaitEnd(pid).state());
        List<String> out = text(pid, Stream.OUT).lines().toList();
        assertEquals(501, out.size());
        assertEquals("line 250", out.get(249));
        assertTrue(out.get(250).contains("bytes are missing here"), out.get(250));
        assertEquals("line 1752", out.get(251));
        assertEquals("begun", out.get(500));
        gate.open();
    }
}
