package io.processmanager.rest.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.json.JsonMapping;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessRepresentationTest {

    private static final ProcessInfo NEW = new ProcessInfo("1211a33123aae2baa6ed1d9a1846da9d", "n", ProcessState.QUEUED, 1,
            Instant.parse("2026-11-22T01:02:03Z"), Optional.empty(), Optional.empty(), Duration.ofSeconds(60), Optional.of("a"), 0,
            Optional.empty(), Optional.empty(), 0,
            List.of(new StepInfo("a", "merge", StepState.PENDING, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
            Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void everyFieldIsThereAndNullWithoutAValue() {
        assertEquals(JsonMapping.parse("""
                {"pid": "1211a33123aae2baa6ed1d9a1846da9d", "name": "n", "status": "queued", "created_at": "2026-11-22T01:02:03.000Z",
                 "started_at": null, "finished_at": null, "timeout": 60, "current_step": "a", "percent": 0,
                 "runner": null, "node": null, "rescues": 0,
                 "steps": [{"name": "a", "type": "merge", "status": "pending", "attempt": 0, "percent": 0, "message": null,
                            "started_at": null, "finished_at": null, "output": null, "output_omitted": false, "output_bytes": null}],
                 "output": null, "output_omitted": false, "output_bytes": null, "error": null}"""), ProcessRepresentation.whole(NEW));
    }

    @Test
    void everyFieldIsThereWithItsValue() {
        Instant time = Instant.parse("2026-11-22T01:02:03.004567Z");
        ProcessInfo failed = new ProcessInfo("1211a33123aae2baa6ed1d9a1846da9d", "n", ProcessState.TIMED_OUT, 9, time, Optional.of(time),
                Optional.of(time), Duration.ofMillis(1_500), Optional.of("a"), 40, Optional.of("r1"), Optional.of("here"), 2,
                List.of(new StepInfo("a", "merge", StepState.TIMED_OUT, 2, 40, Optional.of("halfway"), Optional.of(time), Optional.of(time),
                        Optional.of(JsonMapping.parse("[1]")), Optional.of(3L))),
                Optional.of(JsonMapping.parse("{\"x\":null}")), Optional.of(10L),
                Optional.of(new ProcessError("a", 2, "java.sql.SQLException", Optional.of(1062), "duplicate", Optional.of("at …"))));
        assertEquals(JsonMapping.parse("""
                {"pid": "1211a33123aae2baa6ed1d9a1846da9d", "name": "n", "status": "timed_out", "created_at": "2026-11-22T01:02:03.004Z",
                 "started_at": "2026-11-22T01:02:03.004Z", "finished_at": "2026-11-22T01:02:03.004Z", "timeout": 1.5, "current_step": "a",
                 "percent": 40, "runner": "r1", "node": "here", "rescues": 2,
                 "steps": [{"name": "a", "type": "merge", "status": "timed_out", "attempt": 2, "percent": 40, "message": "halfway",
                            "started_at": "2026-11-22T01:02:03.004Z", "finished_at": "2026-11-22T01:02:03.004Z", "output": [1], "output_omitted": false, "output_bytes": 3}],
                 "output": {"x": null}, "output_omitted": false, "output_bytes": 10,
                 "error": {"step": "a", "attempt": 2, "type": "java.sql.SQLException", "code": 1062, "message": "duplicate", "stack": "at …"}}"""),
                ProcessRepresentation.whole(failed));
    }

    @Test
    void anOutputThatIsLeftOutIsNullAndItsSizeIsTold() {
        ProcessInfo finished = new ProcessInfo("1", "n", ProcessState.FINISHED, 1, Instant.EPOCH, Optional.empty(), Optional.empty(), Duration.ZERO, Optional.empty(), 100,
                Optional.empty(), Optional.empty(), 0, List.of(new StepInfo("a", "merge", StepState.COMPLETED, 1, 100, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(3_000_000L))),
                Optional.empty(), Optional.of(4_000_000_000L), Optional.empty());
        JsonObject whole = ProcessRepresentation.whole(finished);
        JsonObject step = whole.getJsonArray("steps").getJsonObject(0);
        assertEquals("null true 4000000000", whole.get("output") + " " + whole.get("output_omitted") + " " + whole.get("output_bytes"));
        assertEquals("null true 3000000", step.get("output") + " " + step.get("output_omitted") + " " + step.get("output_bytes"));
    }

    @Test
    void listsSayNothingOfOutputs() {
        JsonObject listed = ProcessRepresentation.page(new ProcessPage(List.of(NEW), Optional.empty())).getJsonArray("items").getJsonObject(0);
        assertEquals("null null null", listed.get("output") + " " + listed.get("output_omitted") + " " + listed.get("output_bytes"));
    }

    @Test
    void listsCarryTheSameFieldsWithoutStepsAndOutput() {
        assertEquals(ProcessRepresentation.whole(NEW).keySet(),
                ProcessRepresentation.page(new ProcessPage(List.of(NEW), Optional.empty())).getJsonArray("items").getJsonObject(0).keySet());
        assertEquals(JsonMapping.parse("{\"items\": [], \"next\": \"p\"}"),
                ProcessRepresentation.page(new ProcessPage(List.of(), Optional.of("p"))));
    }

    @Test
    void itIsOneLineWhateverItSays() {
        ProcessInfo named = new ProcessInfo("1", "two\nlines\r\u2028", ProcessState.QUEUED, 1, Instant.EPOCH, Optional.empty(), Optional.empty(),
                Duration.ZERO, Optional.empty(), 0, Optional.empty(), Optional.empty(), 0, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
        String text = ProcessRepresentation.whole(named).toString();
        assertEquals(-1, text.indexOf('\n'));
        assertEquals(-1, text.indexOf('\r'));
    }
}
