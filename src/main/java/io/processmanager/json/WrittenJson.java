package io.processmanager.json;

import io.processmanager.text.EncodedLength;
import jakarta.json.JsonValue;
import java.util.function.BiConsumer;

/**
 * JSON that can be stored and read back.
 *
 * @param value made of the JSON provider's classes only
 * @param text the same as text
 */
public record WrittenJson(JsonValue value, String text) {

    /**
     * Checks a caller's value.
     *
     * @param field its name in violations
     * @param given the value
     * @param mostBytes maximum bytes of UTF-8
     * @param setting key of that setting
     * @param violations receives field and complaint
     * @return the checked value; {@code given} if unwritable
     */
    public static JsonValue checked(String field, JsonValue given, int mostBytes, String setting, BiConsumer<String, String> violations) {
        String expected = ", expected at most " + mostBytes + " (" + setting + ")";
        int mostCharacters = (int) Math.min(Integer.MAX_VALUE, 2L * mostBytes);
        try {
            WrittenJson written = JsonMapping.write(given, mostCharacters);
            long bytes = EncodedLength.inUtf8(written.text());
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
