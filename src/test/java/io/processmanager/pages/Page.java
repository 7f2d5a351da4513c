package io.processmanager.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path where it is, relative to the project
 * @param lines its text
 */
record Page(Path path, List<String> lines) {

    static final Path PROJECT = Path.of(System.getProperty("project.basedir", ""));

    private static final Path SITE = Path.of("src", "site", "markdown");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N} _-]");

    /** What stands between two fences. */
    record Block(String language, String text) {
    }

    static Page readme() {
        return read(Path.of("README.md"));
    }

    /** @param name the name of a page in src/site/markdown */
    static Page named(String name) {
        return read(SITE.resolve(name));
    }

    static List<Page> all() {
        try (Stream<Path> site = Files.list(PROJECT.resolve(SITE))) {
            return Stream.concat(Stream.of(readme()), site.sorted().map(file -> named(file.getFileName().toString()))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the pages", e);
        }
    }

    static Page read(Path path) {
        try {
            return new Page(path, Files.readAllLines(PROJECT.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the page " + path, e);
        }
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> inside = null;
        String language = "";
        for (String line : lines) {
            if (!line.startsWith("```")) {
                if (inside != null) {
                    inside.add(line);
                }
            } else if (inside == null) {
                inside = new ArrayList<>();
                language = line.substring(3);
            } else {
                blocks.add(new Block(language, String.join("\n", inside)));
                inside = null;
            }
        }
        return blocks;
    }

    /** The lines outside of the fences. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.add(line);
            }
        }
        return prose;
    }

    List<String> links() {
        return prose().stream().flatMap(line -> LINK.matcher(line).results()).map(link -> link.group(1)).toList();
    }

    /** Whether a link on this page leads to a file of the project and, where it names one, to a heading of that page. */
    boolean resolves(String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? path : path.resolveSibling(parts[0]).normalize();
        return Files.exists(PROJECT.resolve(target)) && (parts.length == 1 || read(target).anchors().contains(parts[1]));
    }

    /** The names of the headings, as those who show Markdown make them. */
    private List<String> anchors() {
        return prose().stream().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> PUNCTUATION.matcher(heading).replaceAll("").replace(' ', '-')).toList();
    }
}
