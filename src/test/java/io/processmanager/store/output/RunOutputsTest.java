package io.processmanager.store.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.database.InMemoryDatabase;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogLine.Part;
import io.processmanager.view.LogLine.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunOutputsTest {

    private static final Run FIRST = new Run("a", 1);
    private static final Run SECOND = new Run("a", 2);
    private static final Run OTHER = new Run("b", 1);

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final RunOutputs outputs = new RunOutputs(database);

    private record Run(String step, int attempt) {
    }

    RunOutputsTest() throws SQLException {
    }

    private void store(Run run, Stream stream, Part part, String text) throws SQLException {
        LogLine line = new LogLine(Instant.EPOCH, run.step(), run.attempt(), stream, text, part);
        database.execute("insert into process_log (pid, logged_at, step, attempt, stream, line, part, bytes) values ('p', 0, ?, ?, ?, ?, ?, ?)", run.step(), run.attempt(),
                stream.name().toLowerCase(Locale.ROOT), text, part.name().toLowerCase(Locale.ROOT), line.bytes());
    }

    private String text(Run run, Stream stream) throws IOException {
        try (InputStream text = outputs.open("p", run.step(), run.attempt(), stream)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void textOfARunIsThatOfItsStreamAndAttemptOnly() throws Exception {
        store(FIRST, Stream.OUT, Part.LINE, "one");
        store(SECOND, Stream.OUT, Part.LINE, "of the second attempt");
        store(FIRST, Stream.ERR, Part.LINE, "error");
        store(OTHER, Stream.OUT, Part.LINE, "of another step");
        store(FIRST, Stream.LOG, Part.LINE, "logged");
        store(FIRST, Stream.OUT, Part.PIECE, "two");

        assertEquals("one\ntwo", text(FIRST, Stream.OUT));
        assertEquals("error\n", text(FIRST, Stream.ERR));
        assertEquals("", text(SECOND, Stream.ERR));
        assertEquals("", text(new Run("none", 1), Stream.OUT));
    }

    @Test
    void piecesOfALineAreJoined() throws Exception {
        store(FIRST, Stream.OUT, Part.PIECE, "ä€");
        store(FIRST, Stream.OUT, Part.PIECE, "😀");
        store(FIRST, Stream.OUT, Part.GAP, "… (7 bytes are missing here)");
        store(FIRST, Stream.OUT, Part.LINE, "");
        store(FIRST, Stream.OUT, Part.LINE, "end");

        assertEquals("ä€😀… (7 bytes are missing here)\n\nend\n", text(FIRST, Stream.OUT));
    }

    @Test
    void longOutputIsReadPageByPage() throws Exception {
        for (int i = 0; i < 750; i++) {
            store(FIRST, Stream.OUT, Part.LINE, "line " + i);
        }

        assertEquals(IntStream.range(0, 750).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()), text(FIRST, Stream.OUT));
    }
}
