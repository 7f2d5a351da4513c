package io.processmanager.store.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.OneSession;
import io.processmanager.testing.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upper and lower case are the same on PostgreSQL, whatever the language of the database. */
class FoldedSearchIT {

    private static final List<String> TEXTS = List.of("INVOICE import", "İstanbul", "ısparta", "ÄRGER", "ΟΔΟΣΑ", "οδος", "ÌÍĨ", "Į J̇", "straße 100%_!");
    private static PostgresServer postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start("folded-search");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "locale_provider icu icu_locale 'tr'",
            "locale_provider icu icu_locale 'az'",
            "locale_provider icu icu_locale 'lt'",
            "locale_provider icu icu_locale 'el'",
            "locale_provider libc locale 'C'",
            "locale_provider builtin builtin_locale 'PG_UNICODE_FAST'",
            "encoding 'LATIN1' locale_provider libc locale 'C'"})
    void textsAreFoldedAsElsewhere(String language) throws SQLException {
        try (OneSession database = in("folded_" + Integer.toHexString(language.hashCode()), language)) {
            for (String text : TEXTS.subList(0, language.contains("LATIN1") ? 1 : TEXTS.size())) {
                assertEquals(List.of(FoldedCase.of(text)), database.query("select fold_case(?)", text));
            }
        }
    }

    @Test
    void theIndexIsSearchedByIt() throws SQLException {
        try (OneSession database = in("indexed", "locale_provider icu icu_locale 'tr'")) {
            database.execute("set enable_seqscan = off");
            String plan = String.join("\n", database.query("explain select 1 from process where fold_case(name) collate \"C\" >= fold_case('I')"));
            assertTrue(plan.contains("Index Cond"), plan);
        }
    }

    private static OneSession in(String name, String language) throws SQLException {
        postgres.sql().execute("create database " + name + " template template0 " + language);
        return new OneSession(postgres.url().replaceFirst("/postgres$", "/" + name), postgres.user(), postgres.password());
    }
}
