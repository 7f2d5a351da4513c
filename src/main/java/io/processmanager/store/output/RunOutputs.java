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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads what runs have printed, of any size, in pages of lines. A run is an attempt at a step. Takes no locks. */
@ApplicationScoped
public class RunOutputs {

    /** Of at most 4,000 characters each. */
    private static final int LINES_IN_A_PAGE = 250;

    private static final String PAGE = "select id, line, part from process_log where pid = ? and step = ? and attempt = ? and stream = ? and id > ? order by id fetch first "
            + LINES_IN_A_PAGE + " rows only";

    private static final String SIZES = "select stream, sum(bytes), max(case when part = 'gap' then 1 else 0 end) from process_log"
            + " where pid = ? and step = ? and attempt = ? group by stream";

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
     * @param step the name of the step
     * @param attempt the number of the attempt
     */
    public record Run(String step, int attempt) {
    }

    /**
     * @param out bytes that {@link #open} gives of {@link Stream#OUT}
     * @param err bytes that it gives of {@link Stream#ERR}
     * @param isTruncated whether some of the run's output, or of its log, is missing
     */
    public record Size(long out, long err, boolean isTruncated) {
    }

    /**
     * @param pid the process
     * @param run one of its runs
     * @param stream one of its streams
     * @return what is stored of it, as text in UTF-8; empty if there is none
     * @throws PersistenceException if the database fails; while reading, too
     */
    public InputStream open(String pid, Run run, Stream stream) {
        return new RunText(pid, run, stream);
    }

    /**
     * @param pid the process
     * @param runs some of its runs
     * @return the size of what is stored of each
     * @throws PersistenceException if the database fails
     */
    public Map<Run, Size> sizes(String pid, Collection<Run> runs) {
        Map<Run, Size> sizes = new LinkedHashMap<>();
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SIZES)) {
                for (Run run : runs) {
                    bind(statement, pid, run);
                    sizes.put(run, size(statement));
                }
            }
            return sizes;
        });
    }

    private static Size size(PreparedStatement statement) throws SQLException {
        long out = 0;
        long err = 0;
        boolean truncated = false;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                long bytes = rows.getLong(2);
                switch (Stream.valueOf(rows.getString(1).toUpperCase(Locale.ROOT))) {
                    case OUT -> out = bytes;
                    case ERR -> err = bytes;
                    case LOG -> { }
                }
                truncated |= rows.getInt(3) == 1;
            }
        }
        return new Size(out, err, truncated);
    }

    private static void bind(PreparedStatement statement, String pid, Run run) throws SQLException {
        statement.setString(1, pid);
        statement.setString(2, run.step());
        statement.setInt(3, run.attempt());
    }

    private <T> T read(Database.Work<T> work) {
        try {
            return database.autoCommitted(work);
        } catch (SQLException failure) {
            throw new PersistenceException("What a run has printed could not be read: " + failure.getMessage(), failure);
        }
    }

    /** One stream of one run. */
    private final class RunText extends PiecewiseInput {

        private final String pid;
        private final Run run;
        private final Stream stream;
        private long after;
        private boolean last;

        private RunText(String pid, Run run, Stream stream) {
            this.pid = pid;
            this.run = run;
            this.stream = stream;
        }

        @Override
        boolean readNext() {
            if (last) {
                return false;
            }
            take(RunOutputs.this.read(this::page));
            return true;
        }

        private String page(Connection connection) throws SQLException {
            StringBuilder text = new StringBuilder();
            int lines = 0;
            try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
                bind(statement, pid, run);
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
