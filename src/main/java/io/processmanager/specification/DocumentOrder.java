package io.processmanager.specification;

import io.processmanager.Violation;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorts violations by document order, missing fields last. */
public final class DocumentOrder {

    private static final Comparator<List<Integer>> BY_PLACE = (one, other) -> {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int compared = one.get(i).compareTo(other.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(one.size(), other.size());
    };

    private final JsonObject document;

    public DocumentOrder(JsonObject document) {
        this.document = document;
    }

    /** @return the violations in order, without duplicates */
    public List<Violation> of(List<Violation> violations) {
        Map<String, List<Integer>> places = new HashMap<>();
        violations.forEach(violation -> places.computeIfAbsent(violation.field(), this::place));
        return violations.stream().distinct().sorted(Comparator.comparing(violation -> places.get(violation.field()), BY_PLACE)).toList();
    }

    private List<Integer> place(String field) {
        List<Integer> place = new ArrayList<>();
        JsonValue value = document;
        String rest = field;
        while (value != null && !rest.isEmpty()) {
            if (value instanceof JsonObject object) {
                Child child = child(object, rest.startsWith(".") ? rest.substring(1) : rest);
                place.add(child.number());
                value = child.value();
                rest = child.rest();
            } else if (value instanceof JsonArray array && rest.matches("(?s)\\[\\d{1,9}].*")) {
                int end = rest.indexOf(']');
                int number = Integer.parseInt(rest.substring(1, end));
                place.add(number);
                value = number < array.size() ? array.get(number) : null;
                rest = rest.substring(end + 1);
            } else {
                value = null;
            }
        }
        return place;
    }

    /** A path's next member, and the rest of the path. */
    private record Child(int number, JsonValue value, String rest) {
    }

    /** Names may contain dots and brackets: the longest match wins. */
    private static Child child(JsonObject object, String path) {
        Child found = new Child(object.size(), null, "");
        int longest = -1;
        int number = 0;
        for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
            for (String name : List.of(entry.getKey(), Quoted.shortened(entry.getKey()))) {
                if (name.length() > longest && path.startsWith(name) && (path.length() == name.length() || ".[".indexOf(path.charAt(name.length())) >= 0)) {
                    longest = name.length();
                    found = new Child(number, entry.getValue(), path.substring(name.length()));
                }
            }
            number++;
        }
        return found;
    }
}
