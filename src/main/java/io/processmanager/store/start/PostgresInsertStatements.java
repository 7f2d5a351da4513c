package io.processmanager.store.start;

import io.processmanager.database.statement.ArrayStatement;
import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowChunks;
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

/**
 * Inserts many rows in one statement with an array per column: planned and executed once, whatever the driver's batch
 * settings.
 */
public final class PostgresInsertStatements extends InsertStatements {

    public static final Map<Form, ArrayStatement<ProcessEntity>> TOGETHER = Arrays.stream(Form.values()).collect(Collectors.toMap(Function.identity(),
            form -> new ArrayStatement<>("insert into process (" + form.start().names() + ")\nselect " + form.start().expressions() + "\n  from :rows", Transitions.STARTED,
                    Transitions.STARTED.stream().filter(parameter -> !parameter.isShared()).map(Parameter::name).filter(form.start()::takes).toList())));

    private static final int MOST_ROWS = 1_000;

    @Override
    void insert(Connection connection, List<ProcessEntity> processes, Form form) throws SQLException {
        for (int from = 0; from < processes.size();) {
            int to = RowChunks.end(processes, from, MOST_ROWS, process -> process.specification().length() + process.data().length());
            if (to == from + 1) {
                super.insert(connection, processes.subList(from, to), form);
            } else {
                insertTogether(connection, processes.subList(from, to), TOGETHER.get(form));
            }
            from = to;
        }
    }

    private static void insertTogether(Connection connection, List<ProcessEntity> processes, ArrayStatement<ProcessEntity> statement) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statement.sql())) {
            statement.bind(connection, insert, processes);
            insert.executeUpdate();
        }
    }
}
