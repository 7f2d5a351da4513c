package io.processmanager.store.schedule;

import io.processmanager.database.Database;
import io.processmanager.database.SqlFailure;
import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.schedule.Schedule.Misfire;
import io.processmanager.schedule.Schedule.Overlap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of schedules. What changes it takes part in the current JTA transaction. */
@ApplicationScoped
public class ScheduleRows {

    private static final List<Parameter<StoredSchedule, ?>> COLUMNS = List.of(
            new Parameter<>("name", Parameter.TEXT, StoredSchedule::name),
            new Parameter<>("cron", Parameter.TEXT, StoredSchedule::cron),
            new Parameter<>("every_ms", Parameter.BIGINT, StoredSchedule::everyMillis),
            new Parameter<>("zone", Parameter.TEXT, StoredSchedule::zone),
            new Parameter<>("process", Parameter.LARGE_TEXT, StoredSchedule::process),
            new Parameter<>("misfire", Parameter.TEXT, schedule -> schedule.misfire().name()),
            new Parameter<>("overlap", Parameter.TEXT, schedule -> schedule.overlap().name()),
            new Parameter<>("anchored_at", Parameter.BIGINT, StoredSchedule::anchoredAt),
            new Parameter<>("paused_at", Parameter.BIGINT, StoredSchedule::pausedAt),
            new Parameter<>("next_at", Parameter.BIGINT, StoredSchedule::nextAt),
            new Parameter<>("last_pid", Parameter.TEXT, StoredSchedule::lastPid),
            new Parameter<>("last_fired_at", Parameter.BIGINT, StoredSchedule::lastFiredAt),
            new Parameter<>("last_error", Parameter.TEXT, StoredSchedule::lastError),
            new Parameter<>("created_at", Parameter.BIGINT, StoredSchedule::createdAt),
            new Parameter<>("revision", Parameter.BIGINT, StoredSchedule::revision));
    private static final String NAMES = COLUMNS.stream().map(Parameter::name).collect(Collectors.joining(", "));

    private static final String VALUES = "insert into schedule (" + NAMES + ") values ("
            + COLUMNS.stream().map(column -> ":" + column.name()).collect(Collectors.joining(", ")) + ")";
    private static final RowStatement<StoredSchedule> INSERT = new RowStatement<>(VALUES, COLUMNS);
    private static final RowStatement<StoredSchedule> INSERT_UNLESS_THERE = new RowStatement<>(VALUES + " on conflict do nothing", COLUMNS);
    private static final RowStatement<StoredSchedule> UPDATE = new RowStatement<>("update schedule set "
            + COLUMNS.stream().map(Parameter::name).filter(column -> !column.equals("name") && !column.equals("revision")).map(column -> column + " = :" + column)
                    .collect(Collectors.joining(", ")) + ", revision = revision + 1 where name = :name and revision = :revision", COLUMNS);

    private static final String SELECT = "select " + NAMES + " from schedule where ";
    private static final String BY_NAME = SELECT + "name = ?";
    private static final String PAGE = SELECT + "name > ? order by name fetch first ? rows only";
    private static final String IF_DUE = SELECT + "name = ? and next_at <= (values (now_millis()))";
    private static final String DUE = "select name from schedule where next_at <= (values (now_millis())) order by next_at fetch first ? rows only";
    private static final String EARLIEST = "select min(next_at) from schedule";
    private static final String DELETE = "delete from schedule where name = ?";
    private static final String LIVING = "select pid from process where pid = ? and finished_at is null";

    private final Database database;

    @Inject
    public ScheduleRows(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    public ScheduleRows() {
        this(null);
    }

    /** @return the schedule of that name; its row is not locked */
    public Optional<StoredSchedule> find(String name) {
        return inTransaction(connection -> select(connection, BY_NAME, name).stream().findFirst());
    }

    /** @return schedules in the order of their names, after one of them or from the first */
    public List<StoredSchedule> page(Optional<String> after, int limit) {
        return inTransaction(connection -> select(connection, PAGE, after.orElse(""), limit));
    }

    /** @return whether it was inserted; not if there is one of that name */
    public boolean insert(StoredSchedule schedule) {
        return inTransaction(connection -> {
            try {
                return execute(connection, database.dialect().skipsDuplicates() ? INSERT_UNLESS_THERE : INSERT, schedule);
            } catch (SQLException failure) {
                if (SqlFailure.in(failure).filter(SqlFailure::isDuplicate).isPresent()) {
                    return false;
                }
                throw failure;
            }
        });
    }

    /** @return whether it was written; not if somebody else has changed or removed it since it was read */
    public boolean update(StoredSchedule schedule) {
        return inTransaction(connection -> execute(connection, UPDATE, schedule));
    }

    /** @return whether there was one */
    public boolean delete(String name) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                statement.setString(1, name);
                return statement.executeUpdate() == 1;
            }
        });
    }

    /**
     * Locks a schedule that is to fire. Should this node freeze before its transaction ends, the database ends it, so
     * that others can fire.
     *
     * @return the schedule; empty if it is not due by the database's clock, or if another node fires or changes it just
     *         now
     */
    public Optional<StoredSchedule> lockIfDue(String name) {
        return inTransaction(connection -> {
            database.dialect().limitIdleTime(connection);
            database.dialect().limitLockWaits(connection);
            return select(connection, IF_DUE + database.dialect().lockingWhatIsFree(), name).stream().findFirst();
        });
    }

    /** @return whether there is such a process and it has not ended */
    public boolean isLiving(String pid) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LIVING)) {
                statement.setString(1, pid);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /**
     * Outside of transactions.
     *
     * @param most how many at most
     * @return the names of schedules that are due by the database's clock, those first that have been so for longest
     * @throws SQLException if the database fails
     */
    public List<String> due(int most) throws SQLException {
        String due = DUE + database.dialect().withoutWaiting();
        return database.autoCommitted(connection -> {
            List<String> names = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(due)) {
                statement.setInt(1, most);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        names.add(row.getString(1));
                    }
                }
            }
            return names;
        });
    }

    /**
     * Outside of transactions.
     *
     * @return when the first of all schedules is due, in milliseconds of the database's clock; empty if none ever is
     * @throws SQLException if the database fails
     */
    public Optional<Long> earliest() throws SQLException {
        String earliest = EARLIEST + database.dialect().withoutWaiting();
        return database.autoCommitted(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(earliest); ResultSet row = statement.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getObject(1, Long.class));
            }
        });
    }

    private <T> T inTransaction(Database.Work<T> work) {
        try {
            return database.inCurrentTransaction(work);
        } catch (SQLException failure) {
            throw new PersistenceException("A schedule could not be read or changed: " + failure.getMessage(), failure);
        }
    }

    private static boolean execute(Connection connection, RowStatement<StoredSchedule> row, StoredSchedule schedule) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(row.sql())) {
            row.bind(statement, schedule);
            return statement.executeUpdate() == 1;
        }
    }

    private static List<StoredSchedule> select(Connection connection, String sql, Object... parameters) throws SQLException {
        List<StoredSchedule> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(read(row));
                }
            }
        }
        return found;
    }

    private static StoredSchedule read(ResultSet row) throws SQLException {
        return new StoredSchedule(row.getString("name"), row.getString("cron"), row.getObject("every_ms", Long.class), row.getString("zone"), row.getString("process"),
                Misfire.valueOf(row.getString("misfire")), Overlap.valueOf(row.getString("overlap")), row.getLong("anchored_at"), row.getObject("paused_at", Long.class),
                row.getObject("next_at", Long.class), row.getString("last_pid"), row.getObject("last_fired_at", Long.class), row.getString("last_error"),
                row.getLong("created_at"), row.getLong("revision"));
    }
}
