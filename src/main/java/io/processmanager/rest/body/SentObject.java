package io.processmanager.rest.body;

import io.processmanager.Violation;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * A JSON object that a client has sent.
 *
 * @param json the object
 * @param violations what is wrong with it as JSON, although it could be read: names that are given twice, for example. Whoever reads the object refuses it because of them,
 *                   together with all that is wrong with its fields
 */
public record SentObject(JsonObject json, List<Violation> violations) {

    public SentObject {
        violations = List.copyOf(violations);
    }

    /**
     * @param field one of its fields
     * @return whether something is wrong with what it has there, so that it is not missing, even if nothing can be read
     */
    public boolean isWrongAt(String field) {
        return violations.stream().anyMatch(violation -> violation.field().equals(field));
    }
}
