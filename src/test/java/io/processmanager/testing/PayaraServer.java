package io.processmanager.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Payara, with a domain of its own. */
public final class PayaraServer extends ApplicationServer {

    private static final String DOMAIN = "domain1";

    private final Path home = Path.of(BuildProperty.of("payara.home"));
    private final Path domain = directory().resolve(DOMAIN);

    PayaraServer(ServerBuilder builder) {
        super(builder);
    }

    @Override
    void install() {
        Directories.copy(home.resolve("glassfish/domains").resolve(DOMAIN), domain);
        ServerBuilder.change(configurationFile(), text -> listen(listen(listen(text, "http-listener-1", httpPort()),
                "http-listener-2", httpsPort()), "admin-listener", managementPort()));
    }

    @Override
    Path deployment() {
        return domain.resolve("autodeploy/process-manager.war");
    }

    @Override
    Path failedMarker() {
        return domain.resolve("autodeploy/process-manager.war_deployFailed");
    }

    @Override
    Path configurationFile() {
        return domain.resolve("config/domain.xml");
    }

    @Override
    public void redeploy() {
        asadmin("--port", Integer.toString(managementPort()), "redeploy", "--name", "process-manager", deployment().toString());
    }

    /** What asadmin would start in the background, but without its detour: the process is the server itself. */
    @Override
    List<String> command() {
        List<String> command = jvmArguments(Map.of());
        List<String> lines = asadmin("start-domain", "--dry-run", "--domaindir", directory().toString(), DOMAIN).lines().toList();
        // A banner and the path of java come first, an empty line and a message last.
        lines.stream().skip(2).takeWhile(line -> !line.isEmpty()).forEach(command::add);
        return command;
    }

    /** The first listener of a name is the server's; a template for further servers follows. */
    private static String listen(String configuration, String listener, int port) {
        String changed = configuration.replaceFirst("(<network-listener [^>]*?)(?:address=\"[^\"]*\" )?port=\"[^\"]*\"([^>]* name=\"" + listener + "\")",
                "$1address=\"127.0.0.1\" port=\"" + port + "\"$2");
        if (changed.equals(configuration)) {
            throw new IllegalStateException("domain.xml has no network listener " + listener);
        }
        return changed;
    }

    /** Runs the administration's command and returns what it has said. */
    private String asadmin(String... arguments) {
        Path client = home.resolve("glassfish/lib/client/appserver-cli.jar");
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(java(), "-jar", client.toString()), Stream.of(arguments)).toList())
                    .redirectInput(new File("/dev/null")).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("asadmin " + String.join(" ", arguments) + " failed with exit code " + process.exitValue() + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run asadmin", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asadmin was running", e);
        }
    }
}
