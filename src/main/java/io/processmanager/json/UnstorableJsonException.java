package io.processmanager.json;

import jakarta.json.bind.JsonbException;

/**
 * A value cannot be written as JSON that every database stores and every client reads. The message says where and why.
 */
public class UnstorableJsonException extends JsonbException {

    private final String pointer;
    private final String complaint;

    /**
     * @param pointer JSON pointer (RFC 6901); empty for the whole
     * @param complaint continues "The value at …"
     * @param cause may be null
     */
    UnstorableJsonException(String pointer, String complaint, Throwable cause) {
        super((pointer.isEmpty() ? "The value" : "The value at " + pointer) + " " + complaint, cause);
        this.pointer = pointer;
        this.complaint = complaint;
    }

    /** @return JSON pointer to the fault; empty for the whole */
    public String pointer() {
        return pointer;
    }

    /** @return the message without subject */
    String pointerAndComplaint() {
        return pointer.isEmpty() ? complaint : pointer + " " + complaint;
    }
}
