package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

        assertEquals("[t, null, [\"a\"], [x, y, z], PT5S, 3]", parts(full));
        assertEquals("[t, null, [\"a\"], [], null, 0]", parts(plain));
    }

    private static String parts(StepSpec spec) {
        return Arrays.asList(spec.type(), spec.className(), spec.args(), spec.services(), spec.timeout(), spec.retry().maxRetries().orElse(0)).toString();
    }

    @Test
    void argumentsAreReplacedInACopy() {
        StepSpec plain = StepSpec.ofClass("com.acme.StoreRows", "a", 1).withMaxRetries(2);

        assertEquals("[null, com.acme.StoreRows, [true], [], null, 2]", parts(plain.withArgs(List.of(JsonValue.TRUE))));
        assertEquals("[null, com.acme.StoreRows, [\"a\", 1], [], null, 2]", parts(plain));
    }

    @Test
    void theNumberOfRetriesIsTheShortFormOfAPolicy() {
        StepSpec plain = StepSpec.ofType("t");

        assertEquals(Retry.INHERITED, plain.retry());
        assertEquals(Retry.times(5), plain.withMaxRetries(5).retry());
        assertEquals(plain.withMaxRetries(5), plain.withRetry(Retry.times(5)));
        assertEquals(plain, plain.withMaxRetries(5).withRetry(Retry.INHERITED));
    }

    @Test
    void specificationsAreEqualIfAllTheirPartsAre() {
        StepSpec plain = StepSpec.ofType("t", 1);
        List<StepSpec> different = List.of(plain, StepSpec.ofType("u", 1), StepSpec.ofClass("t", 1), StepSpec.ofType("t", 2), plain.withServices("x"),
                plain.withTimeout(Duration.ofSeconds(5)), plain.withMaxRetries(1));

        assertEquals(different.size(), Set.copyOf(different).size());
        assertEquals(StepSpec.ofType("t", 1), plain);
        assertEquals(StepSpec.ofType("t", 1).hashCode(), plain.hashCode());
    }

    @Test
    void listsCannotBeChangedFromOutside() {
        assertThrows(UnsupportedOperationException.class, () -> StepSpec.ofType("t", 1).args().clear());
        assertThrows(UnsupportedOperationException.class, () -> StepSpec.ofType("t").services().add("x"));
    }
}
