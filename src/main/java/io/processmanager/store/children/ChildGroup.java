package io.processmanager.store.children;

import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The children that a process awaits, or has awaited last.
 *
 * @param parent the process
 * @param stepIndex its step that has started them, from 0
 * @param attempt the attempt at that step
 * @param beganAt when that attempt began, in milliseconds of the database's clock
 * @param output what the step has returned, as JSON
 * @param isActive whether the step is done once they have ended; false if it is to be executed again
 * @param isWaiting whether what becomes of the children concerns the process, or the other way round
 * @param isRetried whether those that have not finished are to be retried
 */
public record ChildGroup(String parent, int stepIndex, int attempt, ChildWait awaited, ChildFailure onFailure, long beganAt, String output, boolean isActive, boolean isWaiting, boolean isRetried) {

    static final String COLUMNS = "g.parent, g.step_index, g.attempt, g.awaits, g.on_failure, g.began_at, g.output_json, g.active, g.waiting, g.retried";

    public static ChildGroup started(String parent, int stepIndex, int attempt, ChildWait awaited, ChildFailure onFailure, long beganAt, String output) {
        return new ChildGroup(parent, stepIndex, attempt, awaited, onFailure, beganAt, output, true, true, false);
    }

    static ChildGroup read(ResultSet row) throws SQLException {
        return new ChildGroup(row.getString("parent"), row.getInt("step_index"), row.getInt("attempt"), ChildWait.valueOf(row.getString("awaits")),
                ChildFailure.valueOf(row.getString("on_failure")), row.getLong("began_at"), row.getString("output_json"), row.getInt("active") == 1, row.getInt("waiting") == 1, row.getInt("retried") == 1);
    }
}
