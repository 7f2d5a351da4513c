package io.processmanager.json;

import io.processmanager.text.StorableText;
import jakarta.json.stream.JsonGenerationException;

/**
 * JSON text under construction. Refuses, naming the place, what databases cannot store or some readers cannot read:
 * excessive nesting, unpaired surrogates, duplicate names, invalid or oversized numbers.
 */
final class JsonWriting {

    /** Deeper values could overflow the stack of later readers. */
    static final int DEEPEST = 500;

    /** Java's text for a null key. */
    private static final String NULL_AS_TEXT = String.valueOf((Object) null);

    private final StringBuilder text = new StringBuilder();
    private final int most;
    private OpenLevel innermost;
    private int depth;
    private UnstorableJsonException complaint;

    /** @param most maximum characters */
    JsonWriting(int most) {
        this.most = most;
    }

    /** @return the text; null if incomplete */
    String text() {
        return innermost == null && !text.isEmpty() ? text.toString() : null;
    }

    /** @return the first refusal, which the writer may have wrapped or ignored; null if none */
    UnstorableJsonException complaint() {
        return complaint;
    }

    void beginObject() {
        begin('{', new OpenLevel(innermost, true));
    }

    /** For objects known to have distinct names. */
    void beginObjectOfDistinctNames() {
        beginObject();
        innermost.isDistinct = true;
    }

    void beginArray() {
        begin('[', new OpenLevel(innermost, false));
    }

    private void begin(char bracket, OpenLevel level) {
        if (depth >= DEEPEST) {
            throw refuseDepth(null);
        }
        beginValue();
        append(bracket);
        innermost = level;
        depth++;
    }

    /** @return exception to throw: nesting exceeds the limit or this thread's stack */
    UnstorableJsonException refuseDepth(StackOverflowError overflow) {
        return refusal("contains itself, or is nested too deeply: it has more than " + (overflow == null ? DEEPEST : depth) + " levels of objects and arrays in each other", overflow);
    }

    void end() {
        if (innermost == null || innermost.hasName) {
            throw misused("an object or array ends that has not begun, or that lacks a value");
        }
        append(innermost.isObject ? '}' : ']');
        innermost = innermost.around;
        depth--;
        endValue();
    }

    void name(String name) {
        if (innermost == null || !innermost.isObject || innermost.hasName) {
            throw misused("there is a name where a value is wanted");
        }
        boolean isNew = innermost.name(name);
        if (name == null || name == NULL_AS_TEXT) {
            throw refusal("has a name that is null, or the word null", null);
        }
        if (!isNew) {
            throw refusal("is given twice; an object can have a name only once", null);
        }
        if (innermost.count++ > 0) {
            append(',');
        }
        appendQuoted(name, "has half of a surrogate pair in its name, which is no character");
        append(':');
    }

    void string(CharSequence value) {
        beginValue();
        appendQuoted(value, "has half of a surrogate pair, which is no character");
        endValue();
    }

    void number(String number) {
        beginValue();
        JsonNumberText.complaint(number).ifPresent(wrong -> {
            throw refusal(wrong, null);
        });
        append(number);
        endValue();
    }

    /** @param literal true, false or null */
    void literal(String literal) {
        beginValue();
        append(literal);
        endValue();
    }

    private void beginValue() {
        if (innermost == null) {
            if (!text.isEmpty()) {
                throw misused("there is more than one value");
            }
        } else if (!innermost.isObject) {
            if (innermost.count++ > 0) {
                append(',');
            }
        } else if (!innermost.hasName) {
            throw misused("there is a value where a name is wanted");
        }
        if (innermost != null) {
            innermost.hasName = false;
            innermost.isAmidValue = true;
        }
    }

    private void endValue() {
        if (innermost != null) {
            innermost.isAmidValue = false;
        }
    }

    private void append(char character) {
        limit(1);
        text.append(character);
    }

    private void append(String part) {
        limit(part.length());
        text.append(part);
    }

    private void appendQuoted(CharSequence value, String ifHalf) {
        limit(value.length());
        text.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(value, plain, i);
                appendEscaped(c);
                plain = i + 1;
            } else if (Character.isSurrogate(c)) {
                if (i + 1 == value.length() || !Character.isSurrogatePair(c, value.charAt(i + 1))) {
                    throw refusal(ifHalf, null);
                }
                i++;
            }
        }
        text.append(value, plain, value.length());
        text.append('"');
        limit(0);
    }

    private void appendEscaped(char c) {
        int shortForm = "\"\\\n\r\t\b\f".indexOf(c);
        if (shortForm >= 0) {
            text.append('\\').append("\"\\nrtbf".charAt(shortForm));
        } else {
            text.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
        }
    }

    private void limit(int more) {
        if (text.length() + (long) more > most) {
            throw remember(new JsonTooLongException(pointer(), most));
        }
    }

    /** @return exception to throw, for the current value */
    UnstorableJsonException refusal(String wrong, Throwable cause) {
        return remember(new UnstorableJsonException(pointer(), wrong, cause));
    }

    private UnstorableJsonException remember(UnstorableJsonException refusal) {
        if (complaint == null) {
            complaint = refusal;
        }
        return refusal;
    }

    private JsonGenerationException misused(String wrong) {
        refusal("cannot be written as JSON: " + wrong, null);
        return new JsonGenerationException(wrong);
    }

    /** @return JSON pointer to the current position, shortened in the middle */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        if (innermost != null) {
            innermost.appendPointer(pointer);
        }
        int half = 250;
        return StorableText.of(pointer.length() <= 2 * half ? pointer.toString()
                : pointer.substring(0, half) + "…" + pointer.substring(pointer.length() - half), Integer.MAX_VALUE);
    }
}
