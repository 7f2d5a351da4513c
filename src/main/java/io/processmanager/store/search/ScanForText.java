package io.processmanager.store.search;

import io.processmanager.store.entity.ShownState;
import io.processmanager.view.ProcessQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
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
        query.name().ifPresent(name -> sql.append(" and p.name = ?3"));
        Query select = entities.createNativeQuery(sql.toString()).setParameter(1, among.from()).setParameter(2, among.below());
        query.name().ifPresent(name -> select.setParameter(3, name));
        return select;
    }
}
