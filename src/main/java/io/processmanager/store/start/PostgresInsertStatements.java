package io.processmanager.store.start;

import io.processmanager.database.statement.ArrayStatement;
import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowChunks;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Inserts many rows in one statement with an array per column: planned and executed once, whatever the driver's batch
 * settings.
 */
public final class PostgresInsertStatements extends InsertStatements {

    public static final Map<Form, ArrayStatement<ProcessEntity>> TOGETHER = Arrays.stream(Form.values()).collect(Collectors.toMap(Function.identity(),
            form -> new ArrayStatement<>(insert(form) + "\n  from :rows" + condition(form), Transitions.STARTED,
                    Transitions.STARTED.stream().filter(parameter -> !parameter.isShared()).map(Parameter::name).filter(form.start()::takes).toList())));

    public static final Map<Form, RowStatement<ProcessEntity>> ALONE = Stream.of(Form.CLAIMED, Form.CLAIMED_WITH_TURN)
            .collect(Collectors.toMap(Function.identity(), form -> new RowStatement<>(insert(form) + condition(form), Transitions.STARTED)));

    private static final int MOST_ROWS = 1_000;

    private static String insert(Form form) {
        return "insert into process (" + form.start().names() + ")\nselect " + form.start().expressions();
    }

    /** In the statement itself: it may be committed alone. */
    private static String condition(Form form) {
        return form.isClaimed() ? "\n where not exists (select 1 from queue limited where limited.name = 'default')" : "";
    }

    @Override
    void insert(Connection connection, List<ProcessEntity> processes, Form form) throws SQLException {
        for (int from = 0; from < processes.size();) {
            int to = end(processes, from);
            if (to == from + 1) {
                super.insert(connection, processes.subList(from, to), form);
            } else {
                insertTogether(connection, processes.subList(from, to), TOGETHER.get(form));
            }
            from = to;
        }
    }

    @Override
    int insertUnlessLimited(Connection connection, List<ProcessEntity> processes, Form form) throws SQLException {
        for (int from = 0; from < processes.size();) {
            int to = end(processes, from);
            int inserted = to == from + 1 ? insertAlone(connection, processes.get(from), ALONE.get(form)) : insertTogether(connection, processes.subList(from, to), TOGETHER.get(form));
            if (inserted == 0) {
                return from;
            }
            from = to;
        }
        return processes.size();
    }

    private static int end(List<ProcessEntity> processes, int from) {
        return RowChunks.end(processes, from, MOST_ROWS, process -> process.specification().length() + process.data().length());
    }

    private static int insertTogether(Connection connection, List<ProcessEntity> processes, ArrayStatement<ProcessEntity> statement) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statement.sql())) {
            statement.bind(connection, insert, processes);
            return insert.executeUpdate();
        }
    }

    private static int insertAlone(Connection connection, ProcessEntity process, RowStatement<ProcessEntity> statement) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statement.sql())) {
            statement.bind(insert, process);
            return insert.executeUpdate();
        }
    }
}
