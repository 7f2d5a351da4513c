package io.processmanager.store.transition;

import io.processmanager.database.Dialect;
import io.processmanager.database.statement.ArrayStatement;
import io.processmanager.database.statement.ColumnValues;
import io.processmanager.database.statement.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A change under a claim, conditional on the claim still being held.
 *
 * @param <V> what describes the change
 * @param condition a further condition; may be empty
 */
record Transition<V>(ColumnValues columns, String condition, List<Parameter<V, ?>> parameters) {

    private static final String HELD = "pid = :pid and fence = :fence and state = 'RUNNING'";

    /** @return the statement for one process, in any database */
    String text() {
        return "update process set\n    " + columns.assignments() + "\n where " + HELD + besides();
    }

    /**
     * The plan may be made while the table is empty and must stay good when it is full. So rows are looked up by
     * primary key ({@code = any (…)}) and hash-joined (see {@link Dialect#beginGroupCommits}), and the state
     * condition matches no index: the state index has an entry for each step ever executed.
     *
     * @return the statement for an {@link ArrayStatement} whose table has {@link #tabled}
     */
    String textForArrays() {
        return "update process p set\n    " + columns.assignments() + "\n  from :rows\n where p.pid = any (:pid[]) and p."
                + HELD.replace("state", "state || ''") + besides();
    }

    /** @return the key, and parameters used more than once */
    List<String> tabled() {
        List<String> names = new ArrayList<>(List.of("pid"));
        parameters.stream().map(Parameter::name).filter(name -> (columns.assignments() + condition).split(":" + name + "\\b", -1).length > 2).forEach(names::add);
        return names;
    }

    private String besides() {
        return condition.isEmpty() ? "" : " and " + condition;
    }
}
