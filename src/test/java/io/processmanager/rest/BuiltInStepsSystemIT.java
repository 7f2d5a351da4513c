package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the step types that every deployment has are for. */
@ExtendWith(SharedServer.class)
class BuiltInStepsSystemIT {

    private final HttpApi api;
    private final Processes processes;

    BuiltInStepsSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    @Test
    void mergeChangesAddsAndRemoves() {
        JsonObject process = processes.settle(Specification.named("merge")
                .step("merge", "merge", "{'change': 2, 'add': {'deep': true, 'not': null}, 'remove': null}")
                .with("data", "{'keep': [1], 'change': 1, 'remove': 1}"));
        assertEquals(Specification.json("{'keep': [1], 'change': 2, 'add': {'deep': true}}"), process.get("output"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'/a/b/1'", "'/a/b/1', 20.0", "'/none', null", "''", "'/a', {'b': [10, 2e1]}"})
    void requireLetsDataPassThatHasWhatItShould(String args) {
        JsonObject process = processes.settle(requiring(args));
        assertEquals("finished", process.getString("status"), process.toString());
        assertEquals(Specification.json("{'a': {'b': [10, 20]}, 'none': null}"), process.get("output"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'/a/c'         | The data has nothing at '/a/c'",
            "'/a/b/2'       | The data has nothing at '/a/b/2'",
            "'/a/b/1', 21   | The data has 20 at '/a/b/1', required is 21",
            "'/x', 'y'      | The data has nothing at '/x', required is \"y\""})
    void requireFailsWithAClearMessage(String args, String message) {
        JsonObject process = processes.settle(requiring(args));
        assertEquals("failed", process.getString("status"), process.toString());
        assertEquals(message, process.getJsonObject("error").getString("message"));
    }

    private static Specification requiring(String args) {
        return Specification.named("require").step("require", "require", args).with("data", "{'a': {'b': [10, 20]}, 'none': null}");
    }

    @Test
    void delayWaitsAndLetsTheDataPass() {
        JsonObject process = processes.settle(Specification.named("delay").step("wait", "delay", "0.5").with("data", "{'x': 1}"));
        assertEquals(Specification.json("{'x': 1}"), process.get("output"));
        JsonObject step = process.getJsonArray("steps").getJsonObject(0);
        assertEquals("0.5 of 0.5 s", step.getString("message"));
        Duration waited = Duration.between(Instant.parse(step.getString("started_at")), Instant.parse(step.getString("finished_at")));
        assertTrue(waited.toMillis() >= 499, "it waited for " + waited);
    }

    @Test
    void approvalAsksItsQuestion() {
        JsonObject process = processes.settle(Specification.named("approval").step("ask", "approval", "'Import these rows?'").with("data", "{'rows': 3}"));
        assertEquals("interrupted", process.getString("status"));
        assertEquals(Specification.json("{'rows': 3, 'question': 'Import these rows?'}"), process.get("output"));
    }

    @Test
    void httpRequestReadsFromTheServerItself() {
        JsonObject process = processes.settle(calling("{'url': '" + api.uri("/step-types") + "', 'headers': {'Accept': 'application/json'}}")
                .with("data", "{'kept': true}"));
        assertEquals("finished", process.getString("status"), process.toString());
        JsonObject output = process.getJsonObject("output");
        assertTrue(output.getBoolean("kept"), output.toString());
        JsonObject response = output.getJsonObject("response");
        assertEquals(200, response.getInt("status"));
        assertEquals("application/json", response.getJsonObject("headers").getString("content-type"));
        assertEquals(api.get("/step-types").json(), response.get("body"));
    }

    @Test
    void httpRequestPostsTheDataUnlessToldOtherwise() {
        Specification inner = Specification.named("started by a step").step("set", "merge", "{'inner': true}");
        JsonObject process = processes.settle(calling("{'method': 'POST', 'url': '" + api.uri("/executions") + "', 'timeout': 30}")
                .with("data", inner.json().toString()));
        assertEquals("finished", process.getString("status"), process.toString());
        assertEquals(Specification.json("{'output': {'inner': true}}"), process.getJsonObject("output").getJsonObject("response").get("body"));
    }

    @Test
    void aStatusThatIsNotExpectedFailsWithTheStatusAsCode() {
        JsonObject process = processes.settle(calling("{'url': '" + api.uri("/nothing") + "'}"));
        assertEquals("failed", process.getString("status"));
        JsonObject error = process.getJsonObject("error");
        assertEquals(404, error.getInt("code"));
        assertTrue(error.getString("message").startsWith("GET " + api.uri("/nothing") + " was answered with status 404, expected 200 to 299"),
                error.toString());
    }

    @Test
    void aStatusThatIsExpectedIsASuccess() {
        JsonObject process = processes.settle(calling("{'url': '" + api.uri("/nothing") + "', 'expect': [200, 404]}"));
        assertEquals("finished", process.getString("status"), process.toString());
        assertEquals(404, process.getJsonObject("output").getJsonObject("response").getInt("status"));
    }

    @ParameterizedTest
    @CsvSource({"http://example.com/", "http://192.0.2.1/", "http://127.0.0.1.example.com/", "http://0.0.0.0/"})
    void aHostThatIsNotAllowedIsNotCalled(String url) {
        JsonObject process = processes.settle(calling("{'url': '" + url + "'}"));
        assertEquals("failed", process.getString("status"));
        String message = process.getJsonObject("error").getString("message");
        assertTrue(message.contains("must not be called from here") && message.contains("process-manager.http-request.allowed-hosts"), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'url': 'file:///etc/passwd'}                                              | url              | must begin with http:// or https://",
            "{'method': 'GET'}                                                          | url              | is missing",
            "{'url': 'http://localhost/', 'methd': 'GET'}                               | methd            | did you mean 'method'?",
            "{'url': 'http://localhost/', 'timeout': 0}                                 | timeout          | must be a number of seconds above 0",
            "{'url': 'http://localhost/', 'method': 'CONNECT'}                          | method           | it must be one of GET",
            "{'url': 'http://localhost/', 'headers': {'X-City': 'Zürich'}}              | headers.X-City   | cannot be sent: headers take printable characters of ASCII only",
            "{'url': 'http://localhost/', 'headers': {'X-City': 'a\\nX: b'}}            | headers.X-City   | cannot be sent",
            "{'url': 'http://localhost/', 'headers': {'Host': 'example.com'}}           | headers.Host     | cannot be sent"})
    void aRequestThatCannotBeSentIsRefusedAtTheStart(String request, String field, String words) {
        AnsweredProblem problem = AnsweredProblem.invalid(api.post("/processes", calling(request).json()));

        problem.violates("steps.call.args[0]." + field, words);
    }

    /** Read as a text: the parser of the tests does not keep the sign of a zero. */
    @Test
    void numbersComeOutAsTheyWentIn() {
        String numbers = "'a':-0,'b':[-0.0,1.0,1E+400,0.10],'c':{'d':123456789012345678901234567890123456789012345678901234567890.5}";
        String specification = "{'name':'numbers','steps':{'merge':{'type':'merge','args':[{'e':-0}]},'sum':{'type':'test-sum'}},'data':{" + numbers
                + ",'orders':[],'byName':{'x':{'total':-0}}}}";

        String answer = api.post("/processes", "application/json", specification.replace('\'', '"'), "Prefer", "wait=30").text();

        assertTrue(answer.contains(("'output':{" + numbers + ",'orders':[],'byName':{'x':{'total':-0}},'e':-0}").replace('\'', '"')), answer);
        assertTrue(answer.contains("\"output\":{\"quantity\":0,\"amount\":0,\"total\":-0.0}"), answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'orders': [{'quantity': 1}, {'quantity': 3000000000}]} | /orders/1/quantity: expected a whole number from -2147483648 to 2147483647",
            "{'orders': [{'quantity': 1.9}]}                         | /orders/0/quantity: expected a whole number",
            "{'orders': [{'quantity': '12'}]}                        | /orders/0/quantity: expected a whole number",
            "{'orders': [{'amount': null}]}                          | /orders/0/amount: the component 'amount' of Order is a long and cannot be null",
            "{'byName': {'x': {'total': 1e400}}}                     | /byName/x/total: expected a number that a double can hold",
            "{'orders': {}}                                          | /orders: expected an array"})
    void aValueThatWouldBeChangedOnTheWayToAStepFailsIt(String data, String words) {
        JsonObject process = processes.settle(Specification.named("sum").step("sum", "test-sum").with("data", data));

        assertEquals("failed", process.getString("status"), process.toString());
        assertTrue(process.getJsonObject("error").getString("message").contains(words), process.toString());
    }

    @Test
    void valuesThatFitReachTheStep() {
        JsonObject process = processes.settle(Specification.named("sum").step("sum", "test-sum")
                .with("data", "{'orders': [{'quantity': 2, 'amount': 3000000000}, {'quantity': 1e1}], 'byName': {'x': {'total': 1.5}}}"));

        assertEquals(Specification.json("{'quantity': 12, 'amount': 3000000000, 'total': 1.5}"), process.get("output"));
    }

    private static Specification calling(String request) {
        return Specification.named("call").step("call", "http-request", request);
    }
}
