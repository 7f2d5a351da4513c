package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Directories;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.ServerBuilder;
import io.processmanager.testing.ServerKind;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Languages have a dotless i, digits and calendars of their own. Nothing of that is seen in what is searched, stored or answered. */
class LanguagesSystemIT {

    private static final Locale EGYPT = new Locale("ar", "EG");
    private static final Locale LITHUANIA = new Locale("lt", "LT");

    /**
     * Turkish, Azerbaijani and Lithuanian fold in ways of their own; Egypt has other digits, Thailand another calendar, too. Payara's modules find each other neither in Turkish
     * nor by other digits: it does not start.
     */
    private static final List<Locale> LANGUAGES = switch (ServerKind.ofBuild()) {
        case WILDFLY -> List.of(new Locale("tr", "TR"), LITHUANIA, EGYPT, new Locale("th", "TH", "TH"), new Locale("az", "AZ"));
        case PAYARA -> List.of(LITHUANIA, new Locale("de", "DE"), LITHUANIA);
    };

    private static final List<String> NAMES = List.of("INVOICE import", "İstanbul", "ısparta", "ÄRGER", "ΟΔΟΣ 1", "100%_of");
    private static final List<List<String>> TEXTS = List.of(List.of("INVOICE", "invoice", "Invoice", "ınvoıce"), List.of("istanbul", "ISTANBUL", "İSTANBUL"),
            List.of("ISPARTA", "isparta"), List.of("ärger", "Ärg"), List.of("οδος", "ΟΔΟΣ", "οδοσ"), List.of("100%_OF"));

    /** The database is made by a server in the first language, and used by servers in all others after it. */
    @Test
    void whatOneLanguageHasStoredIsFoundInEveryOther() {
        Path data = Path.of(System.getProperty("project.build.directory"), "servers", "languages-data");
        Directories.delete(data);
        List<List<String>> started = new ArrayList<>();
        for (Locale language : LANGUAGES) {
            try (ApplicationServer server = in(language, ApplicationServer.named("languages").data(data)).start()) {
                assertAllIsAsElsewhere(server.api(), started);
                server.stop();
            }
        }
    }

    @Test
    void theLanguageOfThePostgresDatabaseDoesNotMatterEither() {
        try (PostgresServer postgres = PostgresServer.start("languages")) {
            postgres.sql().execute("create database turkish template template0 locale_provider icu icu_locale 'tr'");
            try (ApplicationServer server = in(LANGUAGES.contains(EGYPT) ? EGYPT : LITHUANIA, ApplicationServer.named("languages-postgres").postgres(postgres, postgres.port()))
                    .setting("process-manager.db.url", postgres.url().replaceFirst("/postgres$", "/turkish")).start()) {
                assertAllIsAsElsewhere(server.api(), new ArrayList<>());
            }
        }
    }

    private static ServerBuilder in(Locale language, ServerBuilder server) {
        return server.jvmOptions("-Xms64m", "-Xmx768m", "-Duser.language=" + language.getLanguage(), "-Duser.country=" + language.getCountry(),
                "-Duser.variant=" + language.getVariant());
    }

    private static void assertAllIsAsElsewhere(HttpApi api, List<List<String>> startedBefore) {
        Processes processes = new Processes(api);
        startedBefore.add(0, NAMES.stream().map(name -> processes.start(Specification.named(name).step("set", "merge", "{'number': 1234567.25, 'large': 12345678901}"), "finished")
                .getString("pid")).toList());
        for (int i = 0; i < NAMES.size(); i++) {
            int each = i;
            List<String> pids = startedBefore.stream().map(pidsOfNames -> pidsOfNames.get(each)).toList();
            for (String text : TEXTS.get(i)) {
                assertEquals(pids, pids(api, "?q=" + encoded(text)), text);
                assertEquals(pids, pids(api, "?status=finished&q=" + encoded(text)), text);
                assertEquals(pids, pids(api, "?name=" + encoded(NAMES.get(i)) + "&q=" + encoded(text)), text);
                assertEquals(pids.subList(0, 1), pids(api, "?limit=1&q=" + encoded(text)), text);
                assertEquals(pids.subList(1, pids.size()), pids(api, "?after=" + pids.get(0) + "&q=" + encoded(text)), text);
            }
            assertEquals(pids, pids(api, "?name=" + encoded(NAMES.get(i))));
            assertEquals(pids.subList(0, 1), pids(api, "?q=" + pids.get(0).toUpperCase(Locale.ROOT)));
        }
        assertEquals(List.of(), pids(api, "?q=" + encoded("100__")));
        String text = api.get("/processes/" + startedBefore.get(0).get(0)).text();
        assertTrue(text.contains("\"output\":{\"number\":1234567.25,\"large\":12345678901}"), text);
        assertDigitsOfAscii(text);
        JsonObject process = processes.get(startedBefore.get(0).get(0));
        assertTrue(Duration.between(Instant.parse(process.getString("created_at")), Instant.now()).abs().toMinutes() < 10, text);
        assertEquals(NAMES.size() * startedBefore.size(), api.get("/processes/counts").body().getJsonObject("by_status").getInt("finished"));
        AnsweredProblem.invalid(api.post("/processes/batch", "application/json", "{\"processes\": [" + "{},".repeat(1000) + "{}]}"))
                .says("processes: expected 1 to 1,000 processes, got 1,001");
        AnsweredProblem.invalid(api.post("/processes", Specification.named("negative").step("wait", "delay", "-1").json()))
                .says("steps.wait.args[0]: must be greater than or equal to 0");
        JsonObject late = processes.start(Specification.named("late").step("wait", "delay", "9").with("timeout", "1"), "timed_out");
        assertDigitsOfAscii(late.toString());
    }

    private static void assertDigitsOfAscii(String text) {
        assertTrue(text.chars().filter(Character::isDigit).allMatch(digit -> digit <= '9'), text);
    }

    private static List<String> pids(HttpApi api, String query) {
        HttpApi.Answer answer = api.get("/processes" + query);
        assertEquals(200, answer.status(), answer.text());
        return answer.body().getJsonArray("items").getValuesAs(JsonValue::asJsonObject).stream().map(item -> item.getString("pid")).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
