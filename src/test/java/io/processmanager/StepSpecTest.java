package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepSpecTest {

    /** A step with a stable name. */
    @StepType("named")
    public static final class Named implements ProcessStep<JsonValue, JsonValue> {
        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            return input;
        }
    }

    /** A step without one. */
    public static final class Nameless implements ProcessStep<JsonValue, JsonValue> {
        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            return input;
        }
    }

    @Test
    void classWithAStableNameIsStoredUnderThatName() {
        StepSpec spec = StepSpec.of(Named.class, "a");

        assertEquals("named", spec.type());
        assertNull(spec.className());
        assertEquals("named", spec.typeOrClass());
    }

    @Test
    void classWithoutAStableNameIsStoredUnderItsBinaryName() {
        StepSpec spec = StepSpec.of(Nameless.class);

        assertNull(spec.type());
        assertEquals("io.processmanager.StepSpecTest$Nameless", spec.className());
        assertEquals(spec.className(), spec.typeOrClass());
    }

    @Test
    void argumentsOfAnyKindBecomeJson() {
        StepSpec spec = StepSpec.ofType("t", "a", 1, true, null, List.of(2), Map.of("k", "v"), JsonValue.EMPTY_JSON_ARRAY);

        assertEquals(JsonMapping.parse("[\"a\",1,true,null,[2],{\"k\":\"v\"},[]]"), JsonMapping.toJson(spec.args()));
    }

    @Test
    void limitsAndServicesAreAddedToACopy() {
        StepSpec plain = StepSpec.ofType("t", "a");

        StepSpec full = plain.withServices("x").withServices("y", "z").withTimeout(Duration.ofSeconds(5)).withMaxRetries(3);

        assertEquals(new StepSpec("t", null, plain.args(), List.of("x", "y", "z"), Duration.ofSeconds(5), 3), full);
        assertEquals(new StepSpec("t", null, plain.args(), List.of(), null, 0), plain);
    }

    @Test
    void listsCannotBeChangedFromOutside() {
        assertThrows(UnsupportedOperationException.class, () -> StepSpec.ofType("t", 1).args().clear());
        assertThrows(UnsupportedOperationException.class, () -> StepSpec.ofType("t").services().add("x"));
    }
}
