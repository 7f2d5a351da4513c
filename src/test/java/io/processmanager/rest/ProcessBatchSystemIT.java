package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /processes/batch}: all or none, in order, with everything that is wrong with any of them. */
@ExtendWith(SharedServer.class)
class ProcessBatchSystemIT {

    private static final String GOOD = "{'name': 'batch', 'steps': {'a': {'type': 'merge', 'args': [{'x': 1}]}}}";
    private static final String CONTENT = "application/json";

    private final HttpApi api;
    private final Processes processes;

    ProcessBatchSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @Test
    void processesAreStartedAndTheirPidsComeInOrder() {
        List<String> names = IntStream.range(0, 20).mapToObj(i -> "batch-" + i).toList();

        List<String> pids = started(send(names.stream().map(name -> GOOD.replace("'batch'", "'" + name + "'")).toList()));

        assertEquals(20, pids.stream().distinct().count());
        for (int i = 0; i < names.size(); i++) {
            JsonObject process = processes.await(pids.get(i), "finished");
            assertEquals(names.get(i), process.getString("name"));
            assertEquals(Specification.json("{'x': 1}"), process.get("output"));
        }
    }

    @Test
    void anyTextAndDataComesBackAsItWasSent() {
        String data = "{'text': 'äöü €😀 \\\\u0001 \\n\\t {\\\"a\\\",NULL} \\\\\\\\ ', 'big': 123456789012345678901234567890.125, 'nothing': null, 'empty': ''}";
        String process = "{'name': 'Grüße {1,2} \\\"😀\\\"', 'data': " + data + ", 'steps': {'same': {'type': 'merge', 'args': [{}]}}}";

        List<String> pids = started(send(List.of(GOOD, process)));

        JsonObject found = processes.await(pids.get(1), "finished");
        assertEquals("Grüße {1,2} \"😀\"", found.getString("name"));
        assertEquals(Specification.json(data), found.get("output"));
    }

    @Test
    void oneProcessIsABatch() {
        processes.await(started(send(List.of(GOOD))).get(0), "finished");
    }

    @Test
    void aThousandAreStartedAtOnce() {
        List<String> pids = started(send(Collections.nCopies(1_000, GOOD)));

        assertEquals(1_000, pids.stream().distinct().count());
        processes.await(pids.get(0), "finished");
        processes.await(pids.get(999), "finished");
    }

    @Test
    void aBatchMayBeLargerThanASingleProcess() {
        String large = GOOD.replace("}}}", "}}, 'data': {'text': '" + "x".repeat(700_000) + "'}}");

        List<String> pids = started(send(List.of(large, large)));

        pids.forEach(pid -> processes.await(pid, "finished"));
    }

    @Test
    void aBatchCannotBeLookedUp() {
        AnsweredProblem.of(api.get("/processes/batch"), 404, AnsweredProblem.NOT_FOUND);
    }

    private List<String> started(Answer answer) {
        assertEquals(201, answer.status(), answer.text());
        assertEquals(CONTENT, answer.header("Content-Type"));
        return answer.body().getJsonArray("pids").getValuesAs(JsonString::getString);
    }

    private Answer send(List<String> specifications) {
        return post("{'processes': [" + String.join(", ", specifications) + "]}");
    }

    private Answer post(String body) {
        return api.post("/processes/batch", CONTENT, body.replace('\'', '"'));
    }

    /** Nothing of what is refused is stored. */
    @Nested
    class Refused {

        private final UnchangedServer unchanged = new UnchangedServer(api);

        @BeforeEach
        void remember() {
            unchanged.remember();
        }

        @AfterEach
        void nothingWasStored() {
            unchanged.check();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
                "{}                                         | processes    | is missing; expected an array of 1 to 1,000 specifications",
                "{'processes': null}                        | processes    | is missing",
                "{'processes': []}                          | processes    | expected 1 to 1,000 processes, got 0",
                "{'processes': {}}                          | processes    | expected an array, got an object",
                "{'processes': 'x'}                         | processes    | expected an array, got a string",
                "{'processes': [7]}                         | processes[0] | expected an object, got a number",
                "{'proceses': []}                           | proceses     | is not known; did you mean 'processes'?",
                "[]                                         | body         | expected an object, got an array"})
        void whatIsNoListOfProcessesIsRefused(String body, String field, String words) {
            List<String> violations = AnsweredProblem.invalid(post(body)).violations();
            assertTrue(violations.stream().anyMatch(violation -> violation.startsWith(field + ": ") && violation.contains(words)), violations.toString());
        }

        @Test
        void moreThanAThousandAreRefused() {
            AnsweredProblem problem = AnsweredProblem.invalid(send(Collections.nCopies(1_001, GOOD)));
            problem.violates("processes", "expected 1 to 1,000 processes, got 1,001; send them in several requests");
        }

        @Test
        void everythingThatIsWrongWithAnyProcessIsListedByItsPath() {
            String unknownClass = "{'name': 'b', 'steps': {'charge': {'class': 'java.lang.String'}}}";
            String twice = "{'name': '', 'timeout': 0, 'steps': {'a': {'type': 'merg'}}}";
            String unknownField = "{'name': 'b', 'stepps': {}, 'steps': {'a': {'type': 'merge', 'args': [{}]}}}";

            List<String> fields = fields(send(List.of(GOOD, twice, GOOD, unknownClass, "null", unknownField)));

            assertEquals(List.of("processes[1].name", "processes[1].timeout", "processes[1].steps.a.type", "processes[3].steps.charge.class", "processes[4]",
                    "processes[5].stepps"), fields);
        }

        @Test
        void whatIsUnderstoodAndMakesNoSenseIsListedByItsPath() {
            String twice = "{'name': '', 'timeout': 0, 'steps': {'a': {'type': 'merg'}}}";

            assertEquals(List.of("processes[1].name", "processes[1].timeout", "processes[1].steps.a.type"), fields(send(List.of(GOOD, twice, GOOD))));
        }

        @Test
        void noViolationIsLeftOutWhereEachProcessHasOne() {
            assertEquals(1_000, fields(send(Collections.nCopies(1_000, GOOD.replace("'merge'", "'nothing'")))).size());
        }

        @Test
        void aBodyThatIsTooLargeIsRefused() {
            Answer answer = send(List.of(GOOD.replace("'batch'", "'" + "x".repeat(17_000_000) + "'")));
            AnsweredProblem problem = AnsweredProblem.of(answer, 413, "/problems/body-too-large");
            problem.says("process-manager.rest.max-batch-body");
            assertEquals(16_777_216, problem.json().getInt("limit"));
        }

        private List<String> fields(Answer answer) {
            return AnsweredProblem.invalid(answer).json().getJsonArray("violations").getValuesAs(JsonObject.class).stream()
                    .map(violation -> violation.getString("field")).toList();
        }
    }
}
