package io.processmanager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

    private static final Path PAGE = Path.of(System.getProperty("project.basedir", ""), "src/site/markdown/settings.md");

    @Test
    void pageHasARowForEachSettingAndForNothingElse() throws IOException {
        List<String> expected = Setting.ALL.stream().map(SettingsPageTest::row).toList();

        List<String> found = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `" + Setting.PREFIX)).toList();

        assertEquals(expected, found, () -> "The settings of " + PAGE + " are not those of Setting.ALL; these are the rows of its table:\n\n"
                + expected.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    private static String row(Setting<?> setting) {
        String byDefault = setting.defaultText().isEmpty() ? "(empty)" : "`" + setting.defaultText() + "`";
        return "| `" + setting.key() + "` | " + byDefault + " | " + setting.description() + " |";
    }
}
