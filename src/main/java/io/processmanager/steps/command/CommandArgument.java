package io.processmanager.steps.command;

import io.processmanager.steps.argument.ArgumentFields;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The validated argument of a {@code command} step.
 *
 * @param words the program and its arguments
 * @param environment what the program finds in its environment
 * @param expect exit codes of success
 */
@JsonbTypeAdapter(CommandArgument.FromJson.class)
public record CommandArgument(List<String> words, Map<String, String> environment, Set<Integer> expect) {

    /** What to give. */
    public static final String EXAMPLE = "{\"command\": [\"wc\", \"-l\"]}";

    private static final List<String> FIELDS = List.of("command", "environment", "expect");
    private static final BigDecimal HIGHEST_CODE = BigDecimal.valueOf(Integer.MAX_VALUE);

    /**
     * @param command as given
     * @return the validated argument
     * @throws IllegalArgumentException if invalid; names a field and what it expects
     */
    public static CommandArgument of(JsonObject command) {
        ArgumentFields fields = new ArgumentFields("command", command, EXAMPLE, FIELDS);
        List<String> words = fields.read("command", CommandArgument::words);
        Map<String, String> environment = fields.read("environment", CommandArgument::environment);
        Set<Integer> expect = fields.read("expect", CommandArgument::expect);
        fields.check();
        return new CommandArgument(words, environment, expect);
    }

    private static List<String> words(JsonValue value) {
        if (!(value instanceof JsonArray several) || several.isEmpty()) {
            throw ArgumentFields.wrong((value == null ? "is missing" : "is " + value) + "; give an array of the program and its arguments, such as [\"wc\", \"-l\"]");
        }
        List<String> words = new ArrayList<>();
        for (JsonValue word : several) {
            if (!(word instanceof JsonString text)) {
                throw ArgumentFields.wrong("holds " + word + " at " + words.size() + ", which is no text; write numbers in quotation marks");
            }
            words.add(withoutNul(text.getString(), "the text at " + words.size()));
        }
        if (words.get(0).isBlank()) {
            throw ArgumentFields.wrong("names no program at 0");
        }
        return List.copyOf(words);
    }

    private static Map<String, String> environment(JsonValue value) {
        Map<String, String> environment = new TreeMap<>();
        if (value == null) {
            return environment;
        }
        if (!(value instanceof JsonObject variables)) {
            throw ArgumentFields.wrong("is " + value + "; it must be an object of texts");
        }
        variables.forEach((name, content) -> {
            if (name.isEmpty() || name.contains("=")) {
                throw ArgumentFields.wrong("has the name '" + name + "', which no variable can have");
            }
            if (!(content instanceof JsonString text)) {
                throw ArgumentFields.wrong("has for '" + name + "' the value " + content + ", which is no text; write numbers in quotation marks");
            }
            environment.put(withoutNul(name, "a name"), withoutNul(text.getString(), "the value of '" + name + "'"));
        });
        return environment;
    }

    private static Set<Integer> expect(JsonValue value) {
        Set<Integer> codes = new TreeSet<>();
        if (value == null) {
            codes.add(0);
        } else if (value instanceof JsonArray several && !several.isEmpty()) {
            several.forEach(one -> codes.add(code(one)));
        } else {
            codes.add(code(value));
        }
        return codes;
    }

    private static int code(JsonValue value) {
        if (value instanceof JsonNumber number && number.isIntegral() && number.bigDecimalValue().signum() >= 0 && number.bigDecimalValue().compareTo(HIGHEST_CODE) <= 0) {
            return number.intValue();
        }
        throw ArgumentFields.wrong("holds " + value + "; it must be an exit code from 0, or a list of such");
    }

    private static String withoutNul(String text, String where) {
        if (text.indexOf('\0') >= 0) {
            throw ArgumentFields.wrong("has the character NUL in " + where + ", where it would end the text");
        }
        return text;
    }

    /** Validates the argument during mapping, before a process is queued. */
    public static final class FromJson implements JsonbAdapter<CommandArgument, JsonObject> {

        @Override
        public JsonObject adaptToJson(CommandArgument argument) {
            throw new UnsupportedOperationException("The argument of a step is only read");
        }

        @Override
        public CommandArgument adaptFromJson(JsonObject json) {
            return of(json);
        }
    }
}
