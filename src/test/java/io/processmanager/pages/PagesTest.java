package io.processmanager.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The pages show what there is: the files that they quote, the places that they link to, the tests and profiles that they name. */
class PagesTest {

    private static final int README_LIMIT = 12 * 1024;
    private static final int LINE_LIMIT = 120;
    private static final Pattern TEST_CLASS = Pattern.compile("(?<![*\\w])(\\w+(?:Test|IT))\\b");
    private static final Pattern PROFILES = Pattern.compile("\\bmvn [^\\n`]*-P([\\w,-]+)");

    private final List<Page> pages = Page.all();

    @Test
    void readmeIsShort() {
        int bytes = Page.readme().text().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= README_LIMIT, () -> "README.md has " + bytes + " bytes, more than " + README_LIMIT + ": move something to a page");
    }

    @Test
    void readmeLeadsToEachPage() {
        Page readme = Page.readme();
        assertEquals(List.of(), pages.stream().filter(page -> !page.equals(readme)).map(page -> page.path().toString().replace('\\', '/'))
                .filter(page -> !readme.links().contains(page)).toList());
    }

    @Test
    void exampleStepIsShownAsItIs() {
        assertShows(Page.readme(), "src/example/java/com/acme/Fingerprint.java");
    }

    @Test
    void exampleStepIsShorterThanFortyLines() throws IOException {
        assertTrue(Files.readAllLines(Page.PROJECT.resolve("src/example/java/com/acme/Fingerprint.java")).size() < 40);
    }

    @Test
    void processOfTheWalkThroughIsShownAsItIs() {
        assertShows(Page.named("walk-through.md"), "src/example/walk-through.json");
    }

    @Test
    void linksLeadToFilesAndHeadingsThatExist() {
        assertNone(page -> page.links().stream().filter(link -> !link.startsWith("http")).filter(link -> !page.resolves(link)));
    }

    @Test
    void testsThatAreNamedExist() throws IOException {
        List<String> tests;
        try (Stream<Path> files = Files.walk(Page.PROJECT.resolve("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString().replace(".java", "")).toList();
        }
        assertNone(page -> TEST_CLASS.matcher(page.text()).results().map(name -> name.group(1)).filter(name -> !tests.contains(name)));
    }

    @Test
    void profilesThatAreNamedExist() throws IOException {
        String pom = Files.readString(Page.PROJECT.resolve("pom.xml"));
        assertNone(page -> PROFILES.matcher(page.text()).results().flatMap(names -> Stream.of(names.group(1).split(",")))
                .filter(profile -> !pom.contains("<id>" + profile + "</id>")));
    }

    @Test
    void linesOfTextAreNotTooLong() {
        assertNone(page -> page.prose().stream().filter(line -> line.length() > LINE_LIMIT && !line.startsWith("|") && !line.startsWith("Measured on ")));
    }

    private void assertNone(Function<Page, Stream<String>> wrong) {
        assertEquals(List.of(), pages.stream().flatMap(page -> wrong.apply(page).map(found -> page.path() + ": " + found)).toList());
    }

    private static void assertShows(Page page, String file) {
        String shown = Page.read(Path.of(file)).text().strip();
        assertTrue(page.blocks().stream().anyMatch(block -> block.text().strip().equals(shown)), page.path() + " does not show " + file + " as it is");
    }
}
