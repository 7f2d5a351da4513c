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
 * A process at one revision, in the representation shared by its followers.
 *
 * @param revision counts its changes
 * @param state its state
 * @param json its representation
 */
public record ProcessSnapshot(long revision, ProcessState state, String json) {

    /** Characters per write; limits the writer's copy. */
    private static final int PIECE = 8_192;

    /**
     * @param process as read
     * @return its snapshot
     */
    public static ProcessSnapshot of(ProcessInfo process) {
        return new ProcessSnapshot(process.progress().revision(), process.state(), ProcessRepresentation.whole(process).toString());
    }

    /**
     * Writes UTF-8 without copying the whole: followers may be many and slow. Does not close {@code out}.
     *
     * @throws IOException if {@code out} throws it
     */
    void writeTo(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        for (int from = 0; from < json.length(); from += PIECE) {
            writer.write(json, from, Math.min(PIECE, json.length() - from));
        }
        writer.flush();
    }
}
