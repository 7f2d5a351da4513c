package io.processmanager.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What an {@link ApplicationServer} is started with. Nothing of it depends on the kind of the server. */
public final class ServerBuilder {

    final Path directory;
    final Map<String, String> settings = new LinkedHashMap<>();
    final Map<String, String> environment = new LinkedHashMap<>();
    List<String> jvmOptions = List.of("-Xms64m", "-Xmx768m");
    Path data;
    private final ServerKind kind;
    private final List<Path> stepJars = new ArrayList<>();
    private UnaryOperator<String> configuration = UnaryOperator.identity();

    ServerBuilder(ServerKind kind, String name) {
        this.kind = kind;
        this.directory = Path.of(BuildProperty.of("project.build.directory"), "servers", name);
        this.data = directory.resolve("data");
    }

    /** A system property of the server. */
    public ServerBuilder setting(String name, Object value) {
        settings.put(name, String.valueOf(value));
        return this;
    }

    /** An environment variable of the server. */
    public ServerBuilder environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Options of its JVM, instead of those for a small heap. */
    public ServerBuilder jvmOptions(String... options) {
        this.jvmOptions = List.of(options);
        return this;
    }

    /** Another data directory than the server's own empty one; it is used as it is. */
    public ServerBuilder data(Path dataDirectory) {
        this.data = dataDirectory;
        return this;
    }

    /**
     * PostgreSQL instead of the embedded database.
     *
     * @param port where to find it: its own port, or that of a {@link TcpProxy}
     */
    public ServerBuilder postgres(PostgresServer postgres, int port) {
        return setting("process-manager.db.driver", "postgresql").setting("process-manager.db.url", postgres.urlAt(port))
                .setting("process-manager.db.user", postgres.user()).setting("process-manager.db.password", postgres.password());
    }

    /** Changes the text of the server's configuration file before it is started. */
    public ServerBuilder configuration(UnaryOperator<String> change) {
        this.configuration = change;
        return this;
    }

    /** Adds a jar with step classes to the libraries of the WAR. */
    public ServerBuilder stepJar(Path jar) {
        stepJars.add(jar);
        return this;
    }

    /** Starts the server in a fresh directory and returns when it answers. */
    public ApplicationServer start() {
        ApplicationServer server = prepare();
        server.start();
        return server;
    }

    /** Makes the fresh directory of a server that is yet to be started. */
    public ApplicationServer prepare() {
        Directories.delete(directory);
        ApplicationServer server = kind.make(this);
        server.install();
        WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, Deployments.warFile());
        stepJars.forEach(jar -> war.addAsLibrary(jar.toFile()));
        war.as(ZipExporter.class).exportTo(server.deployment().toFile(), true);
        change(server.configurationFile(), configuration);
        return server;
    }

    static void change(Path file, UnaryOperator<String> change) {
        try {
            Files.writeString(file, change.apply(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change " + file, e);
        }
    }
}
