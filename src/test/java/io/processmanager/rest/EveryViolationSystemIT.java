package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sends something wrong gets to know all that is wrong with it by one answer, in the order of the document, whichever part of the product notices it. */
@ExtendWith(SharedServer.class)
class EveryViolationSystemIT {

    private static final String WRONG = """
            {'timeout': 0.5, 'tmeout': 1, 'name': '', 'steps': {
              'no name!': {'type': 'merge', 'args': [{}]},
              'unknown':  {'type': 'nothing', 'timeout': -1, 'max_retries': 1.5, 'retry': 1},
              'args':     {'type': 'delay', 'args': ['long'], 'timeout': 0},
              'number':   7,
              'class':    {'class': 'java.lang.Runtime', 'args': {}},
              'neither':  {'max_retries': -1}},
             'data': [], 'arguments': 'none'}""";
    private static final List<String> FIELDS = List.of("timeout", "tmeout", "name", "steps.no name!", "steps.unknown.type", "steps.unknown.timeout",
            "steps.unknown.max_retries", "steps.unknown.retry", "steps.args.args[0]", "steps.args.timeout", "steps.number", "steps.class.class", "steps.class.args",
            "steps.neither", "steps.neither.max_retries", "data", "arguments");

    private final HttpApi api;

    EveryViolationSystemIT(HttpApi api) {
        this.api = api;
    }

    private List<String> fields(String path, String body) {
        JsonObject problem = api.post("/" + path, "application/json", body.replace('\'', '"')).body();
        assertEquals(400, problem.getInt("status"), problem.toString());
        return problem.getJsonArray("violations").getValuesAs(JsonObject.class).stream().map(violation -> violation.getString("field")).toList();
    }

    @ParameterizedTest
    @CsvSource({"processes", "executions"})
    void everythingThatIsWrongWithASpecificationIsTold(String path) {
        assertEquals(FIELDS, fields(path, WRONG));
    }

    @Test
    void everythingThatIsWrongWithAnyOfABatchIsTold() {
        List<String> expected = new java.util.ArrayList<>(List.of("mode", "processes[0]"));
        FIELDS.forEach(field -> expected.add("processes[1]." + field));
        expected.add("processes[2].name");
        expected.add("processes[2].steps.a.class");
        assertEquals(expected, fields("processes/batch", "{'mode': 1, 'processes': [null, " + WRONG + ", {'name': ' ', 'steps': {'a': {'class': 'no.Such'}}},"
                + " {'name': 'good', 'steps': {'a': {'type': 'merge', 'args': [{}]}}}]}"));
    }

    @Test
    void namesThatAreGivenTwiceHideNothing() {
        assertEquals(List.of("name", "steps.a.type", "steps.a.timeout"),
                fields("processes", "{'name': 'one', 'name': 'two', 'steps': {'a': {'type': 'nothing', 'timeout': 0}}}"));
    }

    @Test
    void dataThatIsNoObjectHidesNoWrongTimeout() {
        assertEquals(List.of("data", "timeout"), fields("processes", "{'name': 'x', 'data': [], 'timeout': 0, 'steps': {'a': {'type': 'merge', 'args': [{}]}}}"));
    }

    @Test
    void violationsThatTheCheckAloneFindsHaveTheOrderOfTheDocument() {
        assertEquals(List.of("timeout", "steps.a.type", "name"),
                fields("processes", "{'timeout': 0, 'steps': {'a': {'type': 'nothing'}}, 'name': ''}"));
    }

    @Test
    void interruptingStepHidesNothingInAnExecution() {
        assertEquals(List.of("name", "steps.ask", "steps.b.type"),
                fields("executions", "{'name': '', 'steps': {'ask': {'type': 'approval', 'args': ['Sure?']}, 'b': {'type': 'nothing'}}}"));
    }

    @Test
    void argumentsThatDoNotMeetTheirConstraintsHaveTheirPlaceAmongTheOthers() {
        assertEquals(List.of("steps.wait.args[0]", "steps.wait.timeout", "steps.call.args[0].method", "steps.call.args[0].url", "steps.ask.args[0]", "steps.none.args[0]", "timeout"),
                fields("processes", "{'name': 'x', 'steps': {'wait': {'type': 'delay', 'args': [-1], 'timeout': 0},"
                        + " 'call': {'type': 'http-request', 'args': [{'method': 'SEND', 'url': 'none'}]}, 'ask': {'type': 'approval', 'args': [' ']},"
                        + " 'none': {'type': 'require', 'args': ['x']}}, 'timeout': 0}"));
        assertEquals(List.of(), api.get("/processes?name=x").body().getJsonArray("items"));
    }

    @Test
    void everythingThatIsWrongWithAnActionIsTold() {
        String pid = "0".repeat(32);
        assertEquals(List.of("data", "x"), fields("processes/" + pid + "/proceed", "{'data': 1, 'x': 2}"));
        assertEquals(List.of("reason", "x"), fields("processes/" + pid + "/cancel", "{'reason': 1, 'x': 2}"));
    }

    @Test
    void everythingThatIsWrongWithAQueryIsTold() {
        JsonObject problem = api.get("/processes?status=odd&limit=0&after=yesterday&x=1").body();
        assertEquals(List.of("after", "limit", "status", "x"),
                problem.getJsonArray("violations").getValuesAs(JsonObject.class).stream().map(violation -> violation.getString("field")).sorted().toList());
    }
}
