package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a step may return that is unusual, and is stored all the same. */
public final class StorableOutputs {

    private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("nothing", () -> null);
        ALL.put("an empty optional", Optional::empty);
        ALL.put("an optional", () -> Optional.of(List.of(Optional.of(1), Optional.empty())));
        ALL.put("NUL characters", () -> Map.of("a\0b", "c\0d"));
        ALL.put("pairs and controls", () -> Map.of("\ud83d\ude00", "\u0001\u001f\u007f\u2028\uffff"));
        ALL.put("500 levels", () -> UnstorableOutputs.deepJson(500));
        ALL.put("largest exponent", () -> new BigDecimal("1E+10000"));
        ALL.put("1000 digits", () -> BigInteger.TEN.pow(999));
        ALL.put("a double", () -> Map.of("d", Double.MIN_VALUE, "e", Double.MAX_VALUE));
        ALL.put("JSON of one's own", () -> ForeignJson.object("t", new ForeignJson.Text("a\"b")));
    }

    private StorableOutputs() {
    }

    public static Map<String, Supplier<Object>> all() {
        return Collections.unmodifiableMap(ALL);
    }

    /** Returns one of them. */
    public static final class Returns implements ProcessStep<JsonValue, Object> {
        private final String name;

        public Returns(String name) {
            this.name = name;
        }

        @Override
        public Object execute(JsonValue input, StepContext context) {
            return ALL.get(name).get();
        }
    }

    /** Returns its input. */
    public static final class PassesOn implements ProcessStep<JsonValue, JsonValue> {
        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            return input;
        }
    }

    /** Returns what is something else at each look. */
    public static final class ReturnsChanging implements ProcessStep<JsonValue, JsonValue> {
        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            return new ForeignJson.Changing();
        }
    }

    /** Says what no database takes as it is. */
    public static final class SaysUnstorable implements ProcessStep<JsonValue, String> {
        @Override
        public String execute(JsonValue input, StepContext context) {
            context.progress(50, "half \ud83d nothing \0");
            context.log("log \ude00");
            System.out.println("out \ud83d");
            System.out.print("pair \ud83d");
            System.out.println("\ude00");
            return "said";
        }
    }
}
