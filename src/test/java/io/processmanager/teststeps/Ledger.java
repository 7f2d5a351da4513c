package io.processmanager.teststeps;

import io.processmanager.store.Tables;
import java.util.List;

/** A table that steps enter what they do into. It has no key: whatever was done twice stands there twice. */
public final class Ledger {

    private Ledger() {
    }

    /** Unless there is one already. */
    public static void create() {
        if (!Tables.exists("test_ledger")) {
            Tables.update("create table test_ledger (ledger_key varchar(50), entry varchar(50))");
        }
    }

    /** In the transaction that is active. */
    static void enter(String key, String entry) {
        Tables.update("insert into test_ledger (ledger_key, entry) values (?, ?)", key, entry);
    }

    /** @return what was entered for it and is committed */
    public static List<String> entries(String key) {
        return Tables.query("select entry from test_ledger where ledger_key = ? order by entry", key);
    }
}
