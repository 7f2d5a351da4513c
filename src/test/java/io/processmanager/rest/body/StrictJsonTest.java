package io.processmanager.rest.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.json.JsonMapping;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "true", "-1.5e3", "\"ä\\u00e4\\ud83d\\ude00\"",
            "{\"a\":[1,{\"b\":null},[],{}],\"c\":\"x\\n\",\"d\":false,\"e\":123456789012345678901234567890,\"f\":1E+400}", " [ 1 , 2 ]\n"})
    void readsWhatTheParserReads(String text) {
        assertEquals(JsonMapping.parse(text), StrictJson.read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", "-0.0", "[-0,{\"a\":-0.00}]", "{\"a\":1.0,\"b\":[1E+400,-0.5,0]}"})
    void keepsSignAndScaleOfNumbers(String text) {
        assertEquals(text, StrictJson.read(text).toString());
    }

    /** 1,100 characters are the most that the parser reads, and the number is written with some more. */
    @ParameterizedTest
    @ValueSource(strings = {"e9", "e-1099"})
    void numberThatCouldNotBeReadAgainIsRefused(String exponent) {
        String digits = "1".repeat(1_100 - exponent.length());

        assertEquals(List.of("a"), fields(refusal("{\"a\":" + digits + exponent + "}")));
        assertEquals(StrictJson.read(digits), JsonMapping.parse(StrictJson.read(digits).toString()));
    }

    @Test
    void keepsTheOrderOfNames() {
        assertEquals(List.of("z", "a", "m"), List.copyOf(((JsonObject) StrictJson.read("{\"z\":1,\"a\":2,\"m\":3}")).keySet()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"steps\":{\"a\":{},\"a\":{}}}                       | steps.a",
            "{\"a\":1,\"a\":2}                                     | a",
            "{\"l\":[{},{\"x\":{\"y\":1,\"z\":2,\"y\":3}}]}        | l[1].x.y",
            "[[0,1],[0,{\"k\":1,\"k\":1}]]                         | [1][1].k"})
    void aNameGivenTwiceIsRefusedWithItsPlace(String text, String field) {
        Problem problem = refusal(text);
        assertEquals(400, problem.status());
        assertEquals(List.of(field), fields(problem));
    }

    @Test
    void allNamesGivenTwiceAreReportedAtOnce() {
        assertEquals(List.of("a", "b"), fields(refusal("{\"a\":1,\"b\":1,\"a\":2,\"b\":2}")));
    }

    @Test
    void sameNamesInDifferentObjectsAreFine() {
        assertEquals(2, StrictJson.read("[{\"a\":1},{\"a\":2}]").asJsonArray().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"name\":\"x\",}                   | 1 | 13",
            "{\"name\":\"x\"                     | 1 | 12",
            "{\"name\" \"x\"}                    | 1 | 11",
            "{\"name\":tru}                      | 1 | 12",
            "{} {}                               | 1 | 4",
            "<xml/>                              | 1 | 1"})
    void malformedTextIsRefusedWithLineAndColumn(String text, int line, int column) {
        Problem problem = refusal(text);
        assertEquals("/problems/malformed-json", problem.type());
        assertEquals(line + ":" + column, problem.members().get("line") + ":" + problem.members().get("column"));
    }

    @Test
    void theLineIsFoundFarBehindTheParsersBuffer() {
        String text = "[\n" + "\"0123456789\",\n".repeat(20_000) + "  oops]";
        Problem problem = refusal(text);
        assertEquals("20002:3", problem.members().get("line") + ":" + problem.members().get("column"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void nothingIsNoJson(String text) {
        assertTrue(refusal(text).detail().contains("empty"));
    }

    @Test
    void tooManyLevelsAreRefusedWithoutExhaustingTheStack() {
        assertTrue(refusal("[".repeat(1_000_000)).detail().contains("500 levels"));
        assertTrue(refusal("{\"a\":".repeat(1_000_000)).detail().contains("500 levels"));
    }

    @Test
    void theDeepestAllowedValueCanBeWrittenAgain() {
        String deepest = "[".repeat(StrictJson.DEEPEST) + "]".repeat(StrictJson.DEEPEST);
        assertEquals(deepest, StrictJson.read(deepest).toString());
    }

    @Test
    void aNumberWithTooManyDigitsIsRefusedWithItsPlace() {
        assertEquals(List.of("data.n[1]"), fields(refusal("{\"data\":{\"n\":[1," + "7".repeat(5_000) + "]}}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"\\ud800\"}", "{\"a\":\"x\\udc00y\"}"})
    void halfASurrogatePairIsRefused(String text) {
        assertEquals(List.of("a"), fields(refusal(text)));
    }

    private static Problem refusal(String text) {
        return assertThrows(ProblemException.class, () -> StrictJson.read(text)).problem();
    }

    private static List<String> fields(Problem problem) {
        return problem.members().get("violations").asJsonArray().stream()
                .map(JsonValue::asJsonObject).map(violation -> violation.getString("field")).toList();
    }
}
