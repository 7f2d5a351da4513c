package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifications that are JSON but make no sense: refused by both who take them, with the place and the way out, and nothing is stored. */
@ExtendWith(SharedServer.class)
class BadSpecificationSystemIT {

    private static final String STEPS = ", 'steps': {'a': {'type': 'merge', 'args': [{}]}}}";

    private final ApplicationServer server;
    private final HttpApi api;
    private final UnchangedServer unchanged;

    BadSpecificationSystemIT(ApplicationServer server) {
        this.server = server;
        this.api = server.api();
        this.unchanged = new UnchangedServer(api);
    }

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
            "'name': 'x', 'timeout': 0                | timeout    | expected 1 to 604800 seconds",
            "'name': 'x', 'timeout': 0.999            | timeout    | expected 1 to 604800 seconds",
            "'name': 'x', 'timeout': -1               | timeout    | expected 1 to 604800 seconds",
            "'name': 'x', 'timeout': 604801           | timeout    | expected 1 to 604800 seconds",
            "'name': 'x', 'timeout': 1e99999          | timeout    | exponent is beyond",
            "'name': 'x', 'timeout': 1e-999999999     | timeout    | exponent is beyond",
            "'name': 'x', 'timeout': '60'             | timeout    | expected a number of seconds, got a string",
            "'name': 'x', 'timeout': [1]              | timeout    | expected a number of seconds, got an array",
            "'name': ''                               | name       | expected 1 to 200 characters, not only blanks",
            "'name': ' \\t '                          | name       | expected 1 to 200 characters, not only blanks",
            "'name': '\\u0000'                        | name       | expected 1 to 200 characters",
            "'name': 7                                | name       | expected a string, got a number",
            "'name': 'x', 'data': [1]                 | data       | expected an object, got an array",
            "'name': 'x', 'data': 'text'              | data       | expected an object, got a string",
            "'name': 'x', 'arguments': 1              | arguments  | expected an object, got a number",
            "'name': 'x', 'tiemout': 1                | tiemout    | is not known; did you mean 'timeout'?",
            "'name': 'x', 'Steps': {}                 | Steps      | is not known; did you mean 'steps'?",
            "'name': 'x', 'importance': 1             | importance | is not known; expected one of name, steps, data, timeout, arguments",
            "'name': 'x', 'pid': '0'                  | pid        | is not known"})
    void aWrongFieldOfTheProcessIsRefused(String fields, String field, String words) {
        assertRefused("{" + fields + STEPS, field, words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{}                  | expected 1 to 1000 steps, got 0",
            "[]                  | expected an object, got an array",
            "'merge'             | expected an object, got a string",
            "null                | is missing"})
    void stepsThatAreNoneAreRefused(String steps, String words) {
        List<String> violations = violations(api.post("/processes", Specification.json("{'name': 'x', 'steps': " + steps + "}")));
        assertEquals("steps: " + words, violations.get(0), violations.toString());
        assertEquals(1, violations.size(), violations.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'type': 'mergee', 'args': [{}]}                       | .type        | there is no step type 'mergee' in this deployment; did you mean 'merge'?",
            "{'type': 'http_request', 'args': [{}]}                 | .type        | did you mean 'http-request'?",
            "{'type': 'Merge', 'args': [{}]}                        | .type        | did you mean 'merge'?",
            "{'type': 'quantum-entanglement', 'args': [{}]}         | .type        | there is no step type 'quantum-entanglement' in this deployment",
            "{'type': 7}                                            | .type        | expected a string, got a number",
            "{'class': 'java.lang.Runtime'}                         | .class       | 'java.lang.Runtime' is not a step that this deployment declares, so it was not loaded",
            "{'class': 'io.processmanager.runner.Runner'}           | .class       | is not a step that this deployment declares",
            "{'class': 'com.acme.None'}                             | .class       | is not a step that this deployment declares",
            "{'class': 'io.processmanager.steps.MergeStepp'}        | .class       | did you mean 'io.processmanager.steps.MergeStep'?",
            "{'type': 'merge', 'class': 'io.processmanager.steps.MergeStep', 'args': [{}]} | '' | expected either 'type' or 'class', got both",
            "{'args': [{}]}                                         | ''           | expected either 'type' or 'class', got neither",
            "'merge'                                                | ''           | expected an object, got a string",
            "{'type': 'merge', 'args': [{}, {}]}                    | .args        | arguments: 2, services: 0, but the step takes (JsonObject changes)",
            "{'type': 'merge'}                                      | .args        | the parameter 'changes' is missing; the step takes (JsonObject changes)",
            "{'type': 'merge', 'args': ['text']}                    | .args[0]     | a JSON string was given where the step takes JsonObject 'changes'",
            "{'type': 'delay', 'args': ['soon']}                    | .args[0]     | a JSON string was given where the step takes BigDecimal 'seconds'",
            "{'type': 'require', 'args': [7]}                       | .args[0]     | a JSON number was given where the step takes String 'pointer'",
            "{'type': 'delay', 'args': [-1]}                        | .args[0]     | must be greater than or equal to 0",
            "{'type': 'delay', 'args': [604800.001]}                | .args[0]     | must be less than or equal to 604800",
            "{'type': 'delay', 'args': [1e9999]}                    | .args[0]     | must be less than or equal to 604800",
            "{'type': 'delay', 'args': [1e999999]}                  | .args[0]     | is a number whose exponent is beyond",
            "{'type': 'delay', 'args': [null]}                      | .args[0]     | must not be null",
            "{'type': 'require', 'args': ['order']}                 | .args[0]     | must be a JSON pointer (RFC 6901) such as /order/id",
            "{'type': 'require', 'args': ['/a~2b', 1]}              | .args[0]     | must be a JSON pointer (RFC 6901) such as /order/id",
            "{'type': 'require', 'args': ['/a~']}                   | .args[0]     | must be a JSON pointer (RFC 6901) such as /order/id",
            "{'type': 'http-request', 'args': [null]}               | .args[0]     | must not be null",
            "{'type': 'http-request', 'args': [{'url': 'here'}]}    | .args[0].url | must begin with http:// or https://",
            "{'type': 'http-request', 'args': [{'url': 'ftp://localhost/'}]}                                    | .args[0].url     | http",
            "{'type': 'http-request', 'args': [{'url': 'http://localhost/', 'method': 'SEND'}]}                 | .args[0].method  | is 'SEND'; it must be one of",
            "{'type': 'http-request', 'args': [{'url': 'http://localhost/', 'headers': {'a b': 'c'}}]}          | .args[0].headers.a b | cannot be sent",
            "{'type': 'http-request', 'args': [{'url': 'http://localhost/', 'timeout': 0}]}                     | .args[0].timeout | is 0; it must be a number of seconds above 0",
            "{'type': 'http-request', 'args': [{'url': 'http://localhost/', 'expect': 99}]}                     | .args[0].expect  | holds 99; it must be a status from 200 to 599",
            "{'type': 'test-fail', 'args': [1]}                     | .args        | arguments: 1, services: 0, but the step takes (int code, String message)",
            "{'type': 'test-fail', 'args': [1, {}]}                 | .args[1]     | a JSON object was given where the step takes String 'message'",
            "{'type': 'test-fail', 'args': [null, 'x']}             | .args[0]     | a JSON null was given where the step takes int 'code'",
            "{'type': 'merge', 'args': {}}                          | .args        | expected an array, got an object",
            "{'type': 'merge', 'arg': [{}], 'args': [{}]}           | .arg         | is not known; did you mean 'args'?",
            "{'type': 'merge', 'args': [{}], 'timeout': 0}          | .timeout     | expected more than 0 and at most 604800 seconds",
            "{'type': 'merge', 'args': [{}], 'timeout': 604801}     | .timeout     | expected more than 0 and at most 604800 seconds",
            "{'type': 'merge', 'args': [{}], 'timeout': 'x'}        | .timeout     | expected a number of seconds, got a string",
            "{'type': 'merge', 'args': [{}], 'max_retries': -1}     | .max_retries | expected a whole number from 0 to 1000",
            "{'type': 'merge', 'args': [{}], 'max_retries': 1001}   | .max_retries | expected a whole number from 0 to 1000",
            "{'type': 'merge', 'args': [{}], 'max_retries': 1.5}    | .max_retries | expected a whole number, got 1.5",
            "{'type': 'merge', 'args': [{}], 'services': 'x'}       | .services    | expected an array, got a string",
            "{'type': 'merge', 'args': [{}], 'services': [1]}       | .services[0] | expected a string, got a number",
            "{'type': 'merge', 'services': ['java.lang.Runtime']}   | .services[0] | there is no container bean 'java.lang.Runtime'"})
    void aWrongStepIsRefused(String step, String field, String words) {
        assertRefused("{'name': 'x', 'steps': {'a': " + step + "}}", "steps.a" + field.replace("''", ""), words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ä", "a/b", "a\\nb", "a:b", "😀", "\\u0000", "${x}"})
    void aStepNameWithOtherCharactersIsRefused(String name) {
        String body = "{'name': 'x', 'steps': {'" + name + "': {'type': 'merge', 'args': [{}]}}}";
        List<String> violations = violations(post("/processes", body));
        assertEquals(1, violations.size(), violations.toString());
        assertTrue(violations.get(0).endsWith(": a name is 1 to 100 characters of letters, digits, '-', '_' and '.'"), violations.toString());
    }

    @Test
    void aStepThatIsNotDeclaredIsRefusedWithoutBeingInitialized() {
        assertRefused("{'name': 'x', 'steps': {'a': {'class': 'io.processmanager.reststeps.UndeclaredStep'}}}", "steps.a.class",
                "'io.processmanager.reststeps.UndeclaredStep' is not a step that this deployment declares, so it was not loaded");
        assertFalse(server.logText().contains("UndeclaredStep was initialized"));
    }

    @Test
    void namesMayBeAsLongAsTheContractSaysAndNoLonger() {
        assertRefused("{'name': '" + "x".repeat(201) + "'" + STEPS, "name", "expected 1 to 200 characters");
        Specification longest = Specification.named("x".repeat(200)).step("s".repeat(100), "merge", "{'ok': 1}");
        assertEquals(200, api.post("/executions", longest.json()).status());
        Specification tooLong = Specification.named("x").step("s".repeat(101), "merge", "{}");
        assertEquals(List.of("steps." + "s".repeat(101) + ": a name is 1 to 100 characters of letters, digits, '-', '_' and '.'"),
                violations(api.post("/processes", tooLong.json())));
    }

    @Test
    void aThousandStepsAreAllowedAndOneMoreIsNot() {
        Specification tooMany = Specification.named("x");
        for (int i = 1; i <= 1_001; i++) {
            tooMany.step("s" + i, "merge", "{}");
        }
        assertRefused(tooMany.json().toString(), "steps", "expected 1 to 1000 steps, got 1001");
        Specification most = Specification.named("x");
        for (int i = 1; i <= 1_000; i++) {
            most.step("s" + i, "merge", "{'last': " + i + "}");
        }
        assertEquals(Specification.json("{'output': {'last': 1000}}"), api.post("/executions", most.json()).json());
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        AnsweredProblem problem = AnsweredProblem.invalid(post("/processes",
                "{'name': '', 'timeout': 0, 'steps': {'a b': {'type': 'merge', 'args': [{}]}, 'b': {'type': 'mergee'}, 'c': {'type': 'delay'}}}"));
        assertEquals(List.of("name", "timeout", "steps.a b", "steps.b.type", "steps.c.args"), problem.json().getJsonArray("violations")
                .getValuesAs(JsonObject.class).stream().map(violation -> violation.getString("field")).toList());
        problem.says("and 4 more");
    }

    /** Both who take specifications refuse it, and for the same reason. */
    private void assertRefused(String specification, String field, String words) {
        for (String path : List.of("/processes", "/executions")) {
            AnsweredProblem problem = AnsweredProblem.invalid(post(path, specification));
            problem.violates(field, words);
            problem.says(field);
        }
    }

    private static List<String> violations(Answer answer) {
        return AnsweredProblem.invalid(answer).violations();
    }

    private Answer post(String path, String body) {
        return api.post(path, "application/json", body.replace('\'', '"'));
    }
}
