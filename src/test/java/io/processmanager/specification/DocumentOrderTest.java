package io.processmanager.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.Violation;
import io.processmanager.json.JsonMapping;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentOrderTest {

    private static List<String> ordered(String document, String... fields) {
        List<Violation> violations = Stream.of(fields).map(field -> new Violation(field, "is wrong")).toList();
        return new DocumentOrder(JsonMapping.parse(document.replace('\'', '"')).asJsonObject()).of(violations).stream().map(Violation::field).toList();
    }

    @Test
    void whatStandsFirstComesFirst() {
        assertEquals(List.of("z", "a", "a.c[1]", "a.c[10]", "a.b"), ordered("{'z': 1, 'a': {'c': [], 'b': 1}}", "a.b", "a.c[10]", "a.c[1]", "a", "z"));
    }

    @Test
    void whatIsMissingComesAfterWhatIsThere() {
        assertEquals(List.of("a.b", "a.x", "name"), ordered("{'a': {'b': 1}}", "name", "a.x", "a.b"));
    }

    @Test
    void dotsAndBracketsInNamesAreNotTakenForPaths() {
        assertEquals(List.of("s.a.b", "s.a", "s.x[1]"), ordered("{'s': {'a.b': 1, 'a': {'b': 1}, 'x[1]': 1}}", "s.x[1]", "s.a", "s.a.b"));
    }

    @Test
    void longNamesAreFoundByTheirBeginning() {
        String name = "n".repeat(200);
        assertEquals(List.of("n".repeat(100) + "…", "b"), ordered("{'" + name + "': 1, 'b': 1}", "b", "n".repeat(100) + "…"));
    }

    @Test
    void nothingIsSaidTwice() {
        assertEquals(List.of("a"), ordered("{'a': 1}", "a", "a"));
    }
}
