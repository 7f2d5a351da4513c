package io.processmanager.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages show what there is: the files that they quote, the places that they link to, the tests and profiles that they name. */
class PagesTest {

    private static final int README_LIMIT = 12 * 1024;
    private static final int LINE_LIMIT = 120;
    private static final Pattern TEST_CLASS = Pattern.compile("(?<![*\\w])(\\w+(?:Test|IT))\\b");
    private static final Pattern PROFILES = Pattern.compile("\\bmvn [^\\n`]*-P([\\w,-]+)");

    private static final Pattern BUILDS = Pattern.compile("\\bmvn [^\\n`]*-f (\\S+)");
    /** In the picture they stand beside each other, so they are told by their capital letters. */
    private static final Pattern CLASS = Pattern.compile("(?<![/\\w@.-])[A-Z][a-z]+(?:[A-Z][a-z]+)+(?![\\w.])");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final int MOST_WORDS = 30;
    private static final int MOST_CLASSES_ON_THE_WAY = 45;

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
    void buildsThatAreNamedExist() {
        assertNone(page -> BUILDS.matcher(page.text()).results().map(build -> build.group(1))
                .filter(build -> !Files.exists(Page.PROJECT.resolve(build).resolve("pom.xml"))));
    }

    @Test
    void classesThatArchitectureNamesExist() throws IOException {
        List<String> sources;
        try (Stream<Path> files = Files.walk(Page.PROJECT.resolve("src"))) {
            sources = files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".java")).map(file -> file.replace(".java", "")).toList();
        }
        List<String> named = CLASS.matcher(Page.named("architecture.md").text()).results().map(MatchResult::group)
                .filter(name -> !name.equals("WildFly")).distinct().toList();
        assertTrue(named.size() > 40, () -> "too few to be true: " + named);
        assertEquals(List.of(), named.stream().filter(name -> !sources.contains(name)).toList());
    }

    /** The picture of the way from start to end names each, and the page says how many they are. */
    @Test
    void wayOfAProcessPassesFewClasses() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(Page.PROJECT.resolve("src/main/java"))) {
            classes = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java")).map(name -> name.replace(".java", "")).collect(Collectors.toSet());
        }
        String text = Page.named("architecture.md").text();
        String picture = text.substring(text.indexOf("  START"), text.indexOf("Four ways leave this picture"));
        long passed = Pattern.compile("\\w+").matcher(picture.substring(0, picture.indexOf("```"))).results().map(MatchResult::group)
                .filter(classes::contains).distinct().count();

        assertTrue(passed > 20 && passed <= MOST_CLASSES_ON_THE_WAY, () -> "there are " + passed);
        assertTrue(picture.contains("These are " + passed + " classes"), () -> "there are " + passed);
    }

    @Test
    void glossaryIsShortAndHasEachWordOnce() {
        List<String> lines = Page.named("architecture.md").lines();
        List<String> words = lines.subList(lines.indexOf("## Glossary"), lines.size()).stream().filter(line -> line.startsWith("| ")).skip(2)
                .map(line -> line.split(" \\| ")[0].substring(2)).toList();
        assertTrue(words.size() <= MOST_WORDS, () -> "there are " + words.size() + " words: " + words);
        assertEquals(words.stream().distinct().toList(), words);
    }

    @Test
    void messagesThatAnOperatorLooksUpAreThoseOfTheProduct() throws IOException {
        List<String> lines = Page.named("operations.md").lines();
        List<String> shown = lines.subList(lines.indexOf("## What to do when …"), lines.size()).stream().filter(line -> line.startsWith("| "))
                .flatMap(line -> CODE.matcher(line.split(" \\| ")[0]).results()).flatMap(code -> Stream.of(code.group(1).split("…"))).map(String::strip)
                .filter(text -> !text.isEmpty()).toList();
        assertTrue(shown.size() > 5, () -> "too few to be true: " + shown);
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Page.PROJECT.resolve("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.add(Files.readString(file));
            }
        }
        assertEquals(List.of(), shown.stream().filter(text -> sources.stream().noneMatch(source -> source.contains(text))).toList());
    }

    @Test
    void callerOfTheApiIsShownAsItIs() {
        String source = unindented(Page.read(Path.of("src/example/java/com/acme/Documents.java")).text());
        List<String> shown = Page.named("api.md").blocks().stream().filter(block -> block.language().equals("java")).map(block -> unindented(block.text())).toList();
        assertFalse(shown.isEmpty());
        assertEquals(List.of(), shown.stream().filter(block -> !source.contains(block)).toList());
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
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
