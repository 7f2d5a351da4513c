package io.processmanager.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequireStepTest {

    private static final JsonValue DATA = JsonMapping.parse("""
            {"order": {"id": 7, "lines": [{"sku": "x"}, {"sku": "y"}], "note": null, "a/b": true, "m~n": {"p": 1.50, "q": [1.0]}}}""");
    private static final String LONG_TEXT = "\"" + "x".repeat(1_000) + "\"";

    @ParameterizedTest
    @ValueSource(strings = {"", "/order", "/order/id", "/order/lines/1/sku", "/order/note", "/order/a~1b", "/order/m~0n/p"})
    void dataPassesUnchangedIfTheValueIsThere(String pointer) throws RequirementNotMetException {
        assertSame(DATA, new RequireStep(pointer).execute(DATA, new RecordingContext()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/order/nothing", "/order/nothing/at/all", "/order/id/7", "/order/lines/2", "/order/lines/2/sku",
            "/order/lines/-", "/order/lines/sku", "/order/lines/-1", "/order/lines/99999999999", "/order/note/x"})
    void nothingAtThePlaceFails(String pointer) {
        RequirementNotMetException failure = assertThrows(RequirementNotMetException.class,
                () -> new RequireStep(pointer).execute(DATA, new RecordingContext()));

        assertEquals("The data has nothing at '" + pointer + "'", failure.getMessage());
        assertEquals(pointer, failure.pointer());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /order/id          | 7
            /order/id          | 7.0
            /order/id          | 70e-1
            /order/note        | null
            /order/lines       | [{"sku":"x"},{"sku":"y"}]
            /order/m~0n        | {"q":[1],"p":1.5}
            """)
    void theRequiredValuePasses(String pointer, String value) throws RequirementNotMetException {
        assertSame(DATA, new RequireStep(pointer, JsonMapping.parse(value)).execute(DATA, new RecordingContext()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /order/id             | "7"                        | The data has 7 at '/order/id', required is "7"
            /order/id             | 8                          | The data has 7 at '/order/id', required is 8
            /order/note           | false                      | The data has null at '/order/note', required is false
            /order/lines/0        | {"sku":"x","more":1}       | The data has {"sku":"x"} at '/order/lines/0', required is {"sku":"x","more":1}
            /order/m~0n/q         | [1,1]                      | The data has [1.0] at '/order/m~0n/q', required is [1,1]
            /order/nothing        | 1                          | The data has nothing at '/order/nothing', required is 1
            """)
    void anotherValueFailsAndBothAreNamed(String pointer, String value, String message) {
        RequireStep step = new RequireStep(pointer, JsonMapping.parse(value));

        assertEquals(message, assertThrows(RequirementNotMetException.class, () -> step.execute(DATA, new RecordingContext())).getMessage());
    }

    @Test
    void longValuesAreCutInTheMessage() {
        RequireStep step = new RequireStep("", JsonMapping.parse(LONG_TEXT));

        String message = assertThrows(RequirementNotMetException.class, () -> step.execute(JsonValue.TRUE, new RecordingContext())).getMessage();

        assertTrue(message.length() < 300, message);
    }

    @Test
    void dataThatIsNoStructureHasNothingButItself() throws RequirementNotMetException {
        assertSame(JsonValue.TRUE, new RequireStep("").execute(JsonValue.TRUE, new RecordingContext()));
        assertThrows(RequirementNotMetException.class, () -> new RequireStep("/a").execute(JsonValue.TRUE, new RecordingContext()));
        assertThrows(RequirementNotMetException.class, () -> new RequireStep("/a").execute(JsonValue.NULL, new RecordingContext()));
    }

    @Test
    void whatIsNoPointerIsRefusedWithAnExample() {
        String message = assertThrows(IllegalArgumentException.class, () -> new RequireStep("order.id")).getMessage();

        assertEquals("The argument 'pointer' is 'order.id', which is no JSON pointer; write it as in /order/id, with a leading slash", message);
        assertThrows(IllegalArgumentException.class, () -> new RequireStep(null));
    }
}
