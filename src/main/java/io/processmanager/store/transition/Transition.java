package io.processmanager.store.transition;

import io.processmanager.database.Dialect;
import io.processmanager.database.statement.ArrayStatement;
import io.processmanager.database.statement.ColumnValues;
import io.processmanager.database.statement.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the holder of a claim changes of its process. Every form of it has the condition that the claim is still held.
 *
 * @param <V> what is known of the change
 * @param columns what becomes of the columns
 * @param condition what must hold besides; empty for nothing
 * @param parameters its values
 */
record Transition<V>(ColumnValues columns, String condition, List<Parameter<V, ?>> parameters) {

    private static final String HELD = "pid = :pid and fence = :fence and state = 'RUNNING'";

    /** @return how one process is changed, in any database */
    String text() {
        return "update process set\n    " + columns.assignments() + "\n where " + HELD + besides();
    }

    /**
     * The statement is prepared once, perhaps while the table is empty, and must stay good when it is full. So the rows are looked for by their primary key
     * ({@code = any (…)}) and joined by a hash table (see {@link Dialect#beginGroupCommits}), and the condition on the state is written so that no index fits it: that
     * of the states has an entry for each step that was ever executed.
     *
     * @return how many are changed, in an {@link ArrayStatement} whose table has {@link #tabled}
     */
    String textForArrays() {
        return "update process p set\n    " + columns.assignments() + "\n  from :rows\n where p.pid = any (:pid[]) and p."
                + HELD.replace("state", "state || ''") + besides();
    }

    /** @return the key, and what the change needs more than once */
    List<String> tabled() {
        List<String> names = new ArrayList<>(List.of("pid"));
        parameters.stream().map(Parameter::name).filter(name -> (columns.assignments() + condition).split(":" + name + "\\b", -1).length > 2).forEach(names::add);
        return names;
    }

    private String besides() {
        return condition.isEmpty() ? "" : " and " + condition;
    }
}
