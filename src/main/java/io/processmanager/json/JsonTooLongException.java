package io.processmanager.json;

/** A value has more characters of JSON than wanted; how many in all is not known, since nobody has written the rest. */
public class JsonTooLongException extends UnstorableJsonException {

    JsonTooLongException(String pointer, int most) {
        super(pointer, "is too much: until there it is JSON of more than " + most + " characters", null);
    }
}
