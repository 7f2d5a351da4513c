package io.processmanager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.configuration.Setting.RunnerMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void withoutConfigurationEverySettingHasItsDefault() {
        Settings settings = settings(Map.of());

        Setting.ALL.forEach(setting -> assertEquals(setting.parse(setting.defaultText()), settings.get(setting), setting.key()));
        assertEquals(8, settings.get(Setting.MAX_CONCURRENT));
        assertEquals(RunnerMode.ALWAYS, settings.get(Setting.RUNNER_MODE));
        assertEquals(Duration.ofHours(10), settings.get(Setting.RETENTION));
        assertEquals(1_048_576, settings.get(Setting.MAX_OUTPUT));
        assertEquals(1_048_576, settings.get(Setting.MAX_BODY));
        assertEquals(List.of("localhost", "127.0.0.1", "[::1]"), settings.get(Setting.ALLOWED_HOSTS));
    }

    @Test
    void configuredValueReplacesTheDefaultOfThatSettingOnly() {
        Settings settings = settings(Map.of("process-manager.runner.max-concurrent", "3", "user.home", "/root"));

        assertEquals(3, settings.get(Setting.MAX_CONCURRENT));
        assertEquals(0, settings.get(Setting.MAX_EXECUTIONS));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        String message = complaint(Map.of(
                "process-manager.runner.max-concurrent", "many",
                "process-manager.runner.mode", "sometimes",
                "process-manager.step.max-outputs", "1",
                "process-manager.runner.lease", "PT9S"));

        assertTrue(message.startsWith("Process Manager does not start, because of its settings: "), message);
        assertTrue(message.contains("process-manager.runner.max-concurrent is 'many', expected a whole number from 1 to 1000 (default 8)"), message);
        assertTrue(message.contains("process-manager.runner.mode is 'sometimes', expected one of always, drain, off (default always)"), message);
        assertTrue(message.contains("process-manager.step.max-outputs is not a setting; did you mean process-manager.step.max-output?"), message);
        assertTrue(message.contains("process-manager.runner.lease is PT9S, expected at least twice process-manager.runner.heartbeat-interval, "
                + "which is PT5S"), message);
        assertTrue(message.endsWith("Correct them where they are set (system properties, environment variables) and deploy again"), message);
    }

    @Test
    void leaseOfTwiceTheHeartbeatIsEnough() {
        Settings settings = settings(Map.of("process-manager.runner.lease", "PT2S", "process-manager.runner.heartbeat-interval", "PT1S"));

        assertEquals(Duration.ofSeconds(2), settings.get(Setting.LEASE));
    }

    @Test
    void heartbeatThatCannotBeReadIsNotComparedWithTheLease() {
        String message = complaint(Map.of("process-manager.runner.heartbeat-interval", "5", "process-manager.runner.lease", "PT1S"));

        assertTrue(message.contains("process-manager.runner.heartbeat-interval is '5'"), message);
        assertFalse(message.contains("at least twice"), message);
    }

    @Test
    void unknownKeyThatResemblesNothingIsRefusedWithoutAGuess() {
        String message = complaint(Map.of("process-manager.zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "1"));

        assertTrue(message.contains("process-manager.zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz is not a setting."), message);
    }

    @Test
    void keysOfOthersAreNoneOfOurBusiness() {
        settings(Map.of("process-managers.x", "1", "process.manager.x", "1", "PROCESS_MANAGER_X", "1"));
    }

    private static Settings settings(Map<String, String> configured) {
        Settings settings = new Settings();
        settings.read(configured.keySet(), key -> Optional.ofNullable(configured.get(key)));
        return settings;
    }

    private static String complaint(Map<String, String> configured) {
        return assertThrows(InvalidSettingsException.class, () -> settings(configured)).getMessage();
    }
}
