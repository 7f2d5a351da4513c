package io.processmanager.store;

import java.sql.SQLException;

/** Says once that the database is away, and once that it is back, however many writers notice. */
final class Outage {

    private static final System.Logger LOG = System.getLogger(Outage.class.getName());

    private volatile boolean away;

    synchronized void began(SQLException failure) {
        if (!away) {
            away = true;
            LOG.log(System.Logger.Level.WARNING, "The database does not take writes; they wait and are repeated: " + DatabaseRefusal.explain(failure));
        }
    }

    void ended() {
        if (away) {
            sayThatItIsBack();
        }
    }

    private synchronized void sayThatItIsBack() {
        if (away) {
            away = false;
            LOG.log(System.Logger.Level.INFO, "The database takes writes again");
        }
    }
}
