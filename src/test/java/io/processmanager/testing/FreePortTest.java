package io.processmanager.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FreePortTest {

    @Test
    void noPortIsChosenTwice() {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            ports.add(FreePort.choose());
        }
        assertEquals(500, ports.size());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noPortIsOneThatTheSystemGivesToClients() throws IOException {
        // Read by lines: it cannot be read byte by byte.
        int first = Integer.parseInt(Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range")).get(0).split("\\s+")[0]);
        for (int i = 0; i < 100; i++) {
            int port = FreePort.choose();
            assertTrue(port < first, () -> port + " may be taken by a connection at any moment: they begin at " + first);
        }
    }
}
