package io.processmanager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsReadmeTest {

    private static final Path README = Path.of(System.getProperty("project.basedir", ""), "README.md");

    @Test
    void readmeHasARowForEachSettingAndForNothingElse() throws IOException {
        List<String> expected = Setting.ALL.stream().map(SettingsReadmeTest::row).toList();

        List<String> readme = Files.exists(README) ? Files.readAllLines(README) : List.of();
        List<String> found = readme.stream().filter(line -> line.startsWith("| `" + Setting.PREFIX)).toList();

        assertEquals(expected, found, () -> "The settings of README.md are not those of Setting.ALL; these are the rows of its table:\n\n"
                + expected.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    private static String row(Setting<?> setting) {
        String byDefault = setting.defaultText().isEmpty() ? "(empty)" : "`" + setting.defaultText() + "`";
        return "| `" + setting.key() + "` | " + byDefault + " | " + setting.description() + " |";
    }
}
