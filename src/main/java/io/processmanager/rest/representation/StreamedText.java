package io.processmanager.rest.representation;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;

/** Answers with a stored text of any size, in pieces. */
public final class StreamedText {

    /** What is shorter is sent with Content-Length. */
    private static final int SHORT = 65_536;

    private StreamedText() {
    }

    /**
     * @param text the text in UTF-8
     * @return 200 and the text
     * @throws IOException if it was removed meanwhile
     */
    public static Response of(InputStream text) throws IOException {
        byte[] beginning = text.readNBytes(SHORT);
        return beginning.length < SHORT ? Response.ok(beginning).build() : Response.ok(new SequenceInputStream(new ByteArrayInputStream(beginning), text)).build();
    }

    /**
     * @param text the text in UTF-8
     * @param type of the answer
     * @return 200 and its length, for HEAD
     * @throws IOException if it was removed meanwhile
     */
    public static Response length(InputStream text, MediaType type) throws IOException {
        try (text) {
            return Response.ok().type(type).header(HttpHeaders.CONTENT_LENGTH, text.transferTo(OutputStream.nullOutputStream())).build();
        }
    }
}
