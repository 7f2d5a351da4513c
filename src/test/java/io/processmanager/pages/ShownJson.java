package io.processmanager.pages;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** JSON as a page shows it: {@code …} stands for what was left out, and every pid and time for another one. */
record ShownJson(JsonValue value) {

    private static final String LEFT_OUT = "…";
    private static final Pattern ITEMS = Pattern.compile("\\[ … ]");
    private static final Pattern MEMBERS = Pattern.compile("(?<=, )…(?= [,}])");
    private static final Pattern PID = Pattern.compile("\\b[0-9a-f]{32}\\b");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    /** What a process may be by the time that it is looked at, if it is shown as queued. */
    private static final Set<String> SINCE_QUEUED = Set.of("queued", "running", "finished");

    static ShownJson parse(String text) {
        String whole = MEMBERS.matcher(ITEMS.matcher(text).replaceAll("[\"…\"]")).replaceAll("\"…\": \"…\"");
        try (JsonReader reader = Json.createReader(new StringReader(whole))) {
            return new ShownJson(reader.readValue());
        }
    }

    /** @return where the answer is not as it is shown, and how; empty if it is */
    Optional<String> difference(JsonValue answer) {
        return difference("", value, answer);
    }

    private static Optional<String> difference(String path, JsonValue shown, JsonValue answer) {
        if (shown instanceof JsonObject object && answer instanceof JsonObject other) {
            return ofMembers(path, object, other);
        }
        if (shown instanceof JsonArray array && answer instanceof JsonArray other) {
            return ofItems(path, array, other);
        }
        boolean same = shown instanceof JsonString text && answer instanceof JsonString other ? isSame(path, text.getString(), other.getString())
                : shown.equals(answer);
        return same ? Optional.empty() : Optional.of(path + " is shown as " + shown + " and is " + answer);
    }

    private static Optional<String> ofMembers(String path, JsonObject shown, JsonObject answer) {
        List<String> names = new ArrayList<>(answer.keySet());
        if (shown.containsKey(LEFT_OUT)) {
            names.retainAll(shown.keySet());
        }
        List<String> expected = shown.keySet().stream().filter(name -> !name.equals(LEFT_OUT)).toList();
        return expected.equals(names) ? expected.stream().flatMap(name -> difference(path + "/" + name, shown.get(name), answer.get(name)).stream()).findFirst()
                : Optional.of(path + " is shown with the members " + expected + " and has " + names);
    }

    private static Optional<String> ofItems(String path, JsonArray shown, JsonArray answer) {
        if (shown.size() == 1 && shown.get(0) instanceof JsonString text && text.getString().equals(LEFT_OUT)) {
            return Optional.empty();
        }
        if (shown.size() != answer.size()) {
            return Optional.of(path + " is shown with " + shown.size() + " items and has " + answer.size());
        }
        for (int i = 0; i < shown.size(); i++) {
            Optional<String> difference = difference(path + "/" + i, shown.get(i), answer.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static boolean isSame(String path, String shown, String answer) {
        // A node is called after its host by default.
        return normal(shown).equals(normal(answer)) || path.endsWith("/node") || path.endsWith("/status") && shown.equals("queued") && SINCE_QUEUED.contains(answer);
    }

    private static String normal(String text) {
        return TIME.matcher(PID.matcher(text).replaceAll("<pid>")).replaceAll("<time>");
    }
}
