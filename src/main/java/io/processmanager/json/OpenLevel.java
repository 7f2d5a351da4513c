package io.processmanager.json;

import io.processmanager.text.StorableText;
import java.util.HashSet;
import java.util.Set;

/** An object or array that {@link JsonWriting} has not ended yet. */
final class OpenLevel {
    final OpenLevel around;
    final boolean isObject;
    private Set<String> names;
    boolean isDistinct;
    int count;
    String name;
    boolean hasName;
    boolean isAmidValue;

    OpenLevel(OpenLevel around, boolean isObject) {
        this.around = around;
        this.isObject = isObject;
    }

    boolean name(String next) {
        name = next;
        hasName = true;
        if (isDistinct) {
            return true;
        }
        names = names == null ? new HashSet<>() : names;
        return names.add(next);
    }

    void appendPointer(StringBuilder pointer) {
        if (around != null) {
            around.appendPointer(pointer);
        }
        if (!isObject) {
            pointer.append('/').append(isAmidValue ? count - 1 : count);
        } else if ((hasName || isAmidValue) && name != null) {
            pointer.append('/').append(StorableText.of(name, 100).replace("~", "~0").replace("/", "~1"));
        }
    }
}
