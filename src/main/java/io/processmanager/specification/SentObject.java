package io.processmanager.specification;

import io.processmanager.Violation;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * A JSON object sent by a client.
 *
 * @param json the object
 * @param violations JSON faults that did not prevent reading, such as duplicate names; the reader of the object reports
 *         them together with its own
 */
public record SentObject(JsonObject json, List<Violation> violations) {

    public SentObject {
        violations = List.copyOf(violations);
    }

    /**
     * @param field a field of the object
     * @return whether it has a violation: present, but possibly unreadable
     */
    public boolean isWrongAt(String field) {
        return violations.stream().anyMatch(violation -> violation.field().equals(field));
    }

    /**
     * @param field a field of the object
     * @return whether it or a value within has a violation
     */
    public boolean isWrongWithin(String field) {
        return isWrongAt(field) || violations.stream().map(Violation::field).anyMatch(wrong -> wrong.startsWith(field + ".") || wrong.startsWith(field + "["));
    }
}
