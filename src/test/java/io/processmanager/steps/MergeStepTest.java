package io.processmanager.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeStepTest {

    /** The cases of RFC 7396, appendix A, whose patch is an object, and some of our own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":"b"}          | {"a":"c"}              | {"a":"c"}
            {"a":"b"}          | {"b":"c"}              | {"a":"b","b":"c"}
            {"a":"b"}          | {"a":null}             | {}
            {"a":"b","b":"c"}  | {"a":null}             | {"b":"c"}
            {"a":["b"]}        | {"a":"c"}              | {"a":"c"}
            {"a":"c"}          | {"a":["b"]}            | {"a":["b"]}
            {"a":{"b":"c"}}    | {"a":{"b":"d","c":null}} | {"a":{"b":"d"}}
            {"a":[{"b":"c"}]}  | {"a":[1]}              | {"a":[1]}
            {"e":null}         | {"a":1}                | {"e":null,"a":1}
            [1,2]              | {"a":"b","c":null}     | {"a":"b"}
            {}                 | {"a":{"bb":{"ccc":null}}} | {"a":{"bb":{}}}
            null               | {"a":1}                | {"a":1}
            {"a":1}            | {}                     | {"a":1}
            """)
    void mergesAsRfc7396Says(String data, String changes, String expected) {
        JsonObject patch = (JsonObject) JsonMapping.parse(changes);

        JsonValue merged = new MergeStep(patch).execute(JsonMapping.parse(data), new RecordingContext());

        assertEquals(JsonMapping.parse(expected), merged);
    }

    @Test
    void missingChangesAreRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> new MergeStep(null)).getMessage();

        assertEquals("The argument 'changes' is null; give the object to merge over the data", message);
    }
}
