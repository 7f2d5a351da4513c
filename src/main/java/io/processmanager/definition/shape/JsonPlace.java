package io.processmanager.definition.shape;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a value stands within another one.
 *
 * @param parts the names (String) and indices (Integer) that lead to it, the outermost first
 */
public record JsonPlace(List<Object> parts) {

    /** The whole. */
    public static final JsonPlace WHOLE = new JsonPlace(List.of());

    public JsonPlace {
        parts = List.copyOf(parts);
    }

    /** @return this, one level further out */
    JsonPlace in(Object nameOrIndex) {
        return new JsonPlace(Stream.concat(Stream.of(nameOrIndex), parts.stream()).toList());
    }

    /**
     * @param nameOrIndex a name (String) or an index (Integer)
     * @return the value that stands there within the one that stands here
     */
    public JsonPlace then(Object nameOrIndex) {
        return new JsonPlace(Stream.concat(parts.stream(), Stream.of(nameOrIndex)).toList());
    }

    /** @return the place as a JSON pointer (RFC 6901); empty for the whole */
    public String pointer() {
        return parts.stream().map(part -> "/" + part.toString().replace("~", "~0").replace("/", "~1")).collect(Collectors.joining());
    }

    /** @return the place as violations name it: {@code .items[3].quantity} */
    public String path() {
        return parts.stream().map(part -> part instanceof Integer ? "[" + part + "]" : "." + part).collect(Collectors.joining());
    }
}
