package io.processmanager.json;

/** A value exceeds the maximum length. Writing stops there, so its full length is unknown. */
public class JsonTooLongException extends UnstorableJsonException {

    JsonTooLongException(String pointer, int most) {
        super(pointer, "is too much: until there it is JSON of more than " + most + " characters", null);
    }
}
