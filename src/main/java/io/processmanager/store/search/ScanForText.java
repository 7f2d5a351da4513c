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
 * Finds the newest processes whose names or pids begin with a text, where the database has no index for that: reads all names, one by one. They are compared here and not
 * by the database, whose functions follow the language of the server that has made it.
 */
final class ScanForText {

    private final EntityManager entities;

    ScanForText(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @param query what is looked for, with a text
     * @param among where to look
     * @param limit how many at most
     * @return the pids of the newest that match, in that order
     */
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
        StringBuilder sql = new StringBuilder("select p.pid, p.name from process p where p.pid < ?1");
        query.state().ifPresent(state -> sql.append(" and ").append(ShownState.sql(state)));
        query.name().ifPresent(name -> sql.append(" and p.name = ?2"));
        Query select = entities.createNativeQuery(sql.toString()).setParameter(1, among.below());
        query.name().ifPresent(name -> select.setParameter(2, name));
        return select;
    }
}
