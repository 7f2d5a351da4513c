package io.processmanager.store.search;

import io.processmanager.store.entity.ShownState;
import io.processmanager.view.ProcessQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.queries.CursoredStream;

/**
 * Finds the newest processes by prefix of name or pid without an index, reading all names. They are compared here, as
 * the database's functions depend on the locale of its server.
 */
final class ScanForText {

    private final EntityManager entities;

    ScanForText(EntityManager entities) {
        this.entities = entities;
    }

    /** @return the pids of the newest matches, newest first */
    List<String> newest(ProcessQuery query, PidRange among, int limit) {
        String text = FoldedCase.of(query.text().orElseThrow());
        PriorityQueue<String> newest = new PriorityQueue<>();
        CursoredStream rows = (CursoredStream) select(query, among).setHint(QueryHints.CURSOR, HintValues.TRUE).getSingleResult();
        try {
            while (rows.hasNext()) {
                Object[] row = (Object[]) rows.next();
                String pid = (String) row[0];
                if (pid.startsWith(text) || FoldedCase.of((String) row[1]).startsWith(text)) {
                    newest.add(pid);
                    if (newest.size() > limit) {
                        newest.remove();
                    }
                }
                rows.releasePrevious();
            }
        } finally {
            rows.close();
        }
        return newest.stream().sorted(Comparator.reverseOrder()).toList();
    }

    private Query select(ProcessQuery query, PidRange among) {
        StringBuilder sql = new StringBuilder("select p.pid, p.name from process p where p.pid >= ?1 and p.pid < ?2");
        query.state().ifPresent(state -> sql.append(" and ").append(ShownState.sql(state)));
        List<String> values = new ArrayList<>(List.of(among.from(), among.below()));
        query.name().ifPresent(name -> sql.append(" and p.name = ").append(place(values, name)));
        query.queue().ifPresent(queue -> sql.append(" and p.queue = ").append(place(values, queue)));
        query.schedule().ifPresent(schedule -> sql.append(" and p.schedule = ").append(place(values, schedule)));
        if (query.failedRuns()) {
            sql.append(QueueSearch.WITH_FAILED_RUNS);
        }
        query.parent().ifPresent(parent -> sql.append(" and exists (select 1 from process_child c where c.pid = p.pid and c.parent = ").append(place(values, parent)).append(')'));
        query.tag().ifPresent(tag -> sql.append(" and exists (select 1 from process_tag g where g.pid = p.pid and g.tag = ").append(place(values, tag)).append(')'));
        Query select = entities.createNativeQuery(sql.toString());
        for (int i = 0; i < values.size(); i++) {
            select.setParameter(i + 1, values.get(i));
        }
        return select;
    }

    private static String place(List<String> values, String value) {
        values.add(value);
        return "?" + values.size();
    }
}
