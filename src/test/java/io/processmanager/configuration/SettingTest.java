package io.processmanager.configuration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.configuration.Setting.RunnerMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SettingTest {

    static final List<Setting<?>> ALL = Setting.ALL;

    @ParameterizedTest
    @FieldSource("ALL")
    void defaultIsAValueThatTheSettingTakes(Setting<?> setting) {
        assertDoesNotThrow(() -> setting.parse(setting.defaultText()));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void settingIsDescribedInOneLineOfATable(Setting<?> setting) {
        assertTrue(setting.key().matches("process-manager(\\.[a-z]+(-[a-z]+)*)+"), setting.key());
        assertFalse(setting.description().isBlank());
        assertFalse(setting.description().contains("|") || setting.description().contains("\n") || setting.defaultText().contains("|"));
        assertFalse(setting.description().endsWith("."));
    }

    @Test
    void everyDeclaredSettingIsListedUnderAKeyOfItsOwn() {
        Set<Object> declared = Arrays.stream(Setting.class.getFields()).filter(field -> field.getType() == Setting.class)
                .map(field -> assertDoesNotThrow(() -> field.get(null))).collect(Collectors.toSet());

        assertEquals(declared, Set.copyOf(Setting.ALL));
        assertEquals(Setting.ALL.size(), Setting.ALL.stream().map(Setting::key).distinct().count());
    }

    @Test
    void valuesAreReadAsTheirType() {
        assertEquals(16, Setting.MAX_CONCURRENT.parse(" 16 "));
        assertEquals(Duration.ofMillis(1_500), Setting.POLL_INTERVAL.parse("PT1.5S"));
        assertEquals(true, Setting.EXCLUSIVE.parse("true"));
        assertEquals(RunnerMode.DRAIN, Setting.RUNNER_MODE.parse("Drain"));
        assertEquals("x", Setting.ARGUMENTS.parse("{\"a\":\"x\"}").getString("a"));
        assertEquals(List.of("a.example", "*.b.example"), Setting.ALLOWED_HOSTS.parse("a.example, *.b.example,,"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            process-manager.runner.max-concurrent   | x       | a whole number from 1 to 1000 (default 8)
            process-manager.runner.max-concurrent   | 0       | a whole number from 1 to 1000 (default 8)
            process-manager.runner.max-concurrent   | 1001    | a whole number from 1 to 1000 (default 8)
            process-manager.runner.max-concurrent   | 1.5     | a whole number from 1 to 1000 (default 8)
            process-manager.runner.max-concurrent   | 9999999999 | a whole number from 1 to 1000 (default 8)
            process-manager.runner.max-executions   | -1      | a whole number from 0 to 2147483647 (default 0)
            process-manager.runner.lease            | 30      | an ISO-8601 duration from PT0.1S to PT24H (default PT30S)
            process-manager.runner.lease            | PT25H   | an ISO-8601 duration from PT0.1S to PT24H (default PT30S)
            process-manager.runner.poll-interval    | PT0S    | an ISO-8601 duration from PT0.05S to PT1H (default PT1S)
            process-manager.retention.period        | -PT1S   | an ISO-8601 duration from PT0S to PT876000H (default PT10H)
            process-manager.runner.mode             | never   | one of always, drain, off (default always)
            process-manager.runner.exclusive        | yes     | true or false (default false)
            process-manager.runner.arguments        | [1]     | a JSON object (default {})
            process-manager.runner.arguments        | {"a":   | a JSON object (default {})
            process-manager.runner.arguments        | {} x    | a JSON object (default {})
            """)
    void wrongValueNamesTheKeyTheValueAndWhatIsExpected(String key, String text, String expected) {
        Setting<?> setting = Setting.ALL.stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();

        String message = assertThrows(IllegalArgumentException.class, () -> setting.parse(text)).getMessage();

        assertEquals(key + " is '" + text + "', expected " + expected, message);
    }
}
