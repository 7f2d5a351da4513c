package io.processmanager.store.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.database.InMemoryDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class StoredOutputsTest {

    private static final String PID = "0123456789abcdef0123456789abcdef";

    @Test
    void aLargeOutputIsReadInPiecesThatBreakNoCharacter() throws SQLException, IOException {
        InMemoryDatabase database = new InMemoryDatabase();
        database.queue(PID);
        String output = "\"" + "𝄞".repeat(StoredText.PIECE) + "\"";
        database.execute("insert into process_step (pid, step_index, attempt, started_at, finished_at, output_json, output_bytes) values (?, 0, 1, 0, 0, ?, 1)", PID, output);
        database.execute("update process set step_index = 1, data = null where pid = ?", PID);

        try (InputStream text = new StoredOutputs(database).ofStep(PID, "a")) {
            assertEquals(output, new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
