package io.processmanager.steps.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.configuration.Setting;
import io.processmanager.steps.http.AllowedHosts.HostNotAllowedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private static final AllowedHosts DEFAULT = new AllowedHosts(Setting.ALLOWED_HOSTS.parse(Setting.ALLOWED_HOSTS.defaultText()));

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/", "http://LOCALHOST:8080/x?y=z", "https://localhost.:1/", "http://127.0.0.1/", "http://[::1]:80/",
            "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/"})
    void loopbackIsAllowedByDefaultHoweverItIsWritten(String url) {
        assertDoesNotThrow(() -> DEFAULT.check(HttpTarget.of(url)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/", "http://localhost.example.com/", "http://xlocalhost/", "http://127.0.0.2/", "http://0.0.0.0/",
            "http://[::]/", "http://169.254.169.254/", "http://[fe80::1]/"})
    void anythingElseIsRefusedByDefault(String url) {
        assertThrows(HostNotAllowedException.class, () -> DEFAULT.check(HttpTarget.of(url)));
    }

    @Test
    void refusalNamesTheHostAndTheSetting() {
        assertEquals("The host 'example.com' must not be called from here; whoever runs this server can add it to the setting "
                + "process-manager.http-request.allowed-hosts",
                assertThrows(HostNotAllowedException.class, () -> DEFAULT.check(HttpTarget.of("http://example.com/"))).getMessage());
    }

    @Test
    void starAndDotStandForSubdomainsOnly() {
        AllowedHosts hosts = new AllowedHosts(List.of("*.Example.com"));

        assertDoesNotThrow(() -> hosts.check(HttpTarget.of("http://a.example.com/")));
        assertDoesNotThrow(() -> hosts.check(HttpTarget.of("http://a.b.EXAMPLE.com./")));
        assertThrows(HostNotAllowedException.class, () -> hosts.check(HttpTarget.of("http://example.com/")));
        assertThrows(HostNotAllowedException.class, () -> hosts.check(HttpTarget.of("http://badexample.com/")));
        assertThrows(HostNotAllowedException.class, () -> hosts.check(HttpTarget.of("http://a.example.com.evil.org/")));
    }

    @Test
    void singleStarStandsForAnyHost() {
        assertDoesNotThrow(() -> new AllowedHosts(List.of("*")).check(HttpTarget.of("http://anything.example/")));
    }

    @Test
    void addressesOfIpv6MayBeSetWithoutBrackets() {
        assertDoesNotThrow(() -> new AllowedHosts(List.of("::1")).check(HttpTarget.of("http://[::1]/")));
    }

    @Test
    void emptyListAllowsNothing() {
        assertThrows(HostNotAllowedException.class, () -> new AllowedHosts(List.of()).check(HttpTarget.of("http://localhost/")));
    }
}
