package io.processmanager.json;

import jakarta.json.JsonValue;
import java.util.function.BiConsumer;

/**
 * A value as JSON that can be stored, and read by everybody afterwards.
 *
 * @param value the value, made of nothing but classes of the JSON provider
 * @param text the same as text
 */
public record WrittenJson(JsonValue value, String text) {

    /**
     * Checks what a caller has given.
     *
     * @param field what it is called
     * @param given the value
     * @param mostBytes how many bytes it may have
     * @param setting the key of the setting that says so
     * @param violations gets what is wrong: what it is called, and why
     * @return the value to go on with; that which was given if anything is wrong
     */
    public static JsonValue checked(String field, JsonValue given, int mostBytes, String setting, BiConsumer<String, String> violations) {
        String expected = ", expected at most " + mostBytes + " (" + setting + ")";
        int mostCharacters = (int) Math.min(Integer.MAX_VALUE, 2L * mostBytes);
        try {
            WrittenJson written = JsonMapping.write(given, mostCharacters);
            long bytes = JsonMapping.bytes(written.text());
            if (bytes > mostBytes) {
                violations.accept(field, "has " + bytes + " bytes" + expected);
            }
            return written.value();
        } catch (JsonTooLongException tooLong) {
            violations.accept(field, "has more than " + mostCharacters + " bytes" + expected);
        } catch (UnstorableJsonException unstorable) {
            violations.accept(field, unstorable.pointerAndComplaint());
        }
        return given;
    }
}
