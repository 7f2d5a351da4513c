package io.processmanager.json;

import jakarta.json.bind.JsonbException;

/** A value cannot be written as JSON that any database stores and anybody can read afterwards. The message says where in the value and why. */
public class UnstorableJsonException extends JsonbException {

    private final String pointer;
    private final String complaint;

    /**
     * @param pointer where the value is wrong, as a JSON pointer (RFC 6901); empty for the whole
     * @param complaint what is wrong there, as it goes on after "the value at …"
     * @param cause why; may be null
     */
    UnstorableJsonException(String pointer, String complaint, Throwable cause) {
        super((pointer.isEmpty() ? "The value" : "The value at " + pointer) + " " + complaint, cause);
        this.pointer = pointer;
        this.complaint = complaint;
    }

    /** @return where the value is wrong, as a JSON pointer; empty for the whole */
    public String pointer() {
        return pointer;
    }

    /** @return where the value is wrong and why, as it goes on after what the value is called */
    String pointerAndComplaint() {
        return pointer.isEmpty() ? complaint : pointer + " " + complaint;
    }
}
