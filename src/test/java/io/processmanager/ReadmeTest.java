package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** What the README shows is what there is: the files that it quotes, the paths that it links to, the tests that it names. */
class ReadmeTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.basedir", ""));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:Test|IT))`");

    private final String readme = read("README.md");

    @Test
    void exampleStepIsShownAsItIs() {
        assertShows("src/example/java/com/acme/Fingerprint.java");
    }

    @Test
    void exampleStepIsShorterThanFortyLines() {
        assertTrue(read("src/example/java/com/acme/Fingerprint.java").lines().count() < 40);
    }

    @Test
    void processOfTheWalkThroughIsShownAsItIs() {
        assertShows("src/example/walk-through.json");
    }

    @Test
    void linksLeadToFilesThatExist() {
        assertEquals(List.of(), LINK.matcher(readme).results().map(link -> link.group(1))
                .filter(target -> !Files.exists(PROJECT.resolve(target))).toList());
    }

    @Test
    void testsThatAreNamedExist() throws IOException {
        try (var files = Files.walk(PROJECT.resolve("src/test/java"))) {
            List<String> tests = files.map(file -> file.getFileName().toString().replace(".java", "")).toList();
            Matcher named = TEST_CLASS.matcher(readme);
            assertEquals(List.of(), named.results().map(name -> name.group(1)).filter(name -> !tests.contains(name)).toList());
        }
    }

    private void assertShows(String file) {
        assertTrue(readme.contains("\n" + read(file).strip() + "\n"), "README.md does not show " + file + " as it is");
    }

    private static String read(String file) {
        try {
            return Files.readString(PROJECT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }
}
