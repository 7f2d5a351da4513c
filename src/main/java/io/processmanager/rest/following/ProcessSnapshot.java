package io.processmanager.rest.following;

import io.processmanager.rest.representation.ProcessRepresentation;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * A process at one revision, in the words that all who follow it get.
 *
 * @param revision counts its changes
 * @param state its state
 * @param json all of it
 */
public record ProcessSnapshot(long revision, ProcessState state, String json) {

    /** As many characters are encoded at a time: a writer copies what it is given. */
    private static final int PIECE = 8_192;

    /**
     * @param process as it was looked up
     * @return the same in words
     */
    public static ProcessSnapshot of(ProcessInfo process) {
        return new ProcessSnapshot(process.progress().revision(), process.state(), ProcessRepresentation.whole(process).toString());
    }

    /**
     * Writes all of it in UTF-8, without a copy of the whole: those who follow a process are many, and some take their time.
     *
     * @param out is not closed
     * @throws IOException if it is thrown by {@code out}
     */
    void writeTo(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        for (int from = 0; from < json.length(); from += PIECE) {
            writer.write(json, from, Math.min(PIECE, json.length() - from));
        }
        writer.flush();
    }
}
