package io.processmanager.store.output;

import io.processmanager.NoOutputException;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.StepNotFoundException;
import io.processmanager.database.Database;
import io.processmanager.store.entity.StoredSpecification;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads single stored outputs of any size, in pieces. Takes no locks. */
@ApplicationScoped
public class StoredOutputs {

    private static final String PROCESS = "select specification, state, step_index, case when next_input is null then 0 else 1 end as has_next_input from process where pid = ?";
    private static final String PIECE_OF_STEP = "select substr(output_json, ?, ?) from process_step where pid = ? and step_index = ?";
    private static final String PIECE_OF_NEXT_INPUT = "select substr(next_input, ?, ?) from process where pid = ?";

    private final Database database;

    @Inject
    StoredOutputs(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    StoredOutputs() {
        this(null);
    }

    private record Row(String specification, ProcessState state, int stepIndex, boolean hasNextInput) {
    }

    /**
     * @param pid the process
     * @param step the name of a step
     * @return the output of the step, JSON in UTF-8
     * @throws NoOutputException if it has none yet
     * @throws PersistenceException if the database fails
     */
    public InputStream ofStep(String pid, String step) {
        Row process = process(pid);
        int index = StoredSpecification.stepNames(process.specification()).indexOf(step);
        if (index < 0) {
            throw new StepNotFoundException(pid, step);
        }
        if (index >= process.stepIndex()) {
            throw new NoOutputException(pid, Optional.of(step), process.state());
        }
        return open(pid, OptionalInt.of(index));
    }

    /**
     * @param pid the process
     * @return its output, JSON in UTF-8
     * @throws NoOutputException if it has none
     * @throws PersistenceException if the database fails
     */
    public InputStream ofProcess(String pid) {
        Row process = process(pid);
        return switch (process.state()) {
            // After an interrupting last step, the output is what proceed made of that step's.
            case FINISHED -> open(pid, process.hasNextInput() ? OptionalInt.empty() : OptionalInt.of(process.stepIndex() - 1));
            case INTERRUPTED -> open(pid, OptionalInt.of(process.stepIndex() - 1));
            case QUEUED, RUNNING, WAITING, FAILED, TIMED_OUT, CANCELLED -> throw new NoOutputException(pid, Optional.empty(), process.state());
        };
    }

    private InputStream open(String pid, OptionalInt stepIndex) {
        return new StoredText("the output of process " + pid, database.dialectForQueries(), (from, length) -> read(connection -> piece(connection, pid, stepIndex, from, length)))
                .begun(() -> new ProcessNotFoundException(pid));
    }

    private Row process(String pid) {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PROCESS)) {
                statement.setString(1, pid);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(new Row(row.getString("specification"), ProcessState.valueOf(row.getString("state")), row.getInt("step_index"),
                            row.getInt("has_next_input") == 1)) : Optional.<Row>empty();
                }
            }
        }).orElseThrow(() -> new ProcessNotFoundException(pid));
    }

    private static Optional<String> piece(Connection connection, String pid, OptionalInt stepIndex, int from, int length) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(stepIndex.isPresent() ? PIECE_OF_STEP : PIECE_OF_NEXT_INPUT)) {
            statement.setInt(1, from);
            statement.setInt(2, length);
            statement.setString(3, pid);
            if (stepIndex.isPresent()) {
                statement.setInt(4, stepIndex.getAsInt());
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    private <T> T read(Database.Work<T> work) {
        try {
            return database.autoCommitted(work);
        } catch (SQLException failure) {
            throw new PersistenceException("An output could not be read: " + failure.getMessage(), failure);
        }
    }
}
