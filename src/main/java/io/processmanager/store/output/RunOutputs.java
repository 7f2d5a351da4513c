package io.processmanager.store.output;

import io.processmanager.database.Database;
import io.processmanager.view.LogLine.Part;
import io.processmanager.view.LogLine.Stream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** Reads what runs have printed, of any size, in pages of lines. Takes no locks. */
@ApplicationScoped
public class RunOutputs {

    /** Of at most 4,000 characters each. */
    private static final int LINES_IN_A_PAGE = 250;

    private static final String PAGE = "select id, line, part from process_log where pid = ? and step = ? and attempt = ? and stream = ? and id > ? order by id fetch first "
            + LINES_IN_A_PAGE + " rows only";

    private final Database database;

    @Inject
    RunOutputs(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    RunOutputs() {
        this(null);
    }

    /**
     * @param pid the process
     * @param step the step of a run
     * @param attempt the attempt of that run
     * @param stream one of its streams
     * @return what is stored of it, as text in UTF-8; empty if there is none. Reading may throw a
     *     {@link PersistenceException}
     */
    public InputStream open(String pid, String step, int attempt, Stream stream) {
        return new RunText(pid, step, attempt, stream);
    }

    /** One stream of one run. */
    private final class RunText extends PiecewiseInput {

        private final String pid;
        private final String step;
        private final int attempt;
        private final Stream stream;
        private long after;
        private boolean last;

        private RunText(String pid, String step, int attempt, Stream stream) {
            this.pid = pid;
            this.step = step;
            this.attempt = attempt;
            this.stream = stream;
        }

        @Override
        boolean readNext() {
            if (last) {
                return false;
            }
            try {
                take(database.autoCommitted(this::page));
            } catch (SQLException failure) {
                throw new PersistenceException("What a run has printed could not be read: " + failure.getMessage(), failure);
            }
            return true;
        }

        private String page(Connection connection) throws SQLException {
            StringBuilder text = new StringBuilder();
            int lines = 0;
            try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
                statement.setString(1, pid);
                statement.setString(2, step);
                statement.setInt(3, attempt);
                statement.setString(4, stream.name().toLowerCase(Locale.ROOT));
                statement.setLong(5, after);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        lines++;
                        after = rows.getLong("id");
                        text.append(rows.getString("line")).append(Part.valueOf(rows.getString("part").toUpperCase(Locale.ROOT)) == Part.PIECE ? "" : "\n");
                    }
                }
            }
            last = lines < LINES_IN_A_PAGE;
            return text.toString();
        }
    }
}
