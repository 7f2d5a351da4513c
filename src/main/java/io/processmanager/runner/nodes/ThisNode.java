package io.processmanager.runner.nodes;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.text.StorableText;
import io.processmanager.view.RunnerInfo.Server;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** What the registry of runners tells of this node. */
@ApplicationScoped
public class ThisNode {

    /** The length of the columns. */
    private static final int LONGEST_PRODUCT = 200;
    private static final int LONGEST_VERSION = 100;
    private static final int LONGEST_HOST = 255;

    private final Settings settings;
    private final String host = nameOfHost();
    private volatile Optional<String> product = Optional.empty();
    private volatile Optional<String> version = Optional.empty();

    @Inject
    public ThisNode(Settings settings) {
        this.settings = settings;
    }

    /** For the container's proxy only. */
    protected ThisNode() {
        this(null);
    }

    /**
     * Tells what only the complete web application knows.
     *
     * @param ofServer the application server and its version
     * @param ofProduct the version of Process Manager; empty if the build does not tell
     */
    public void isDeployed(String ofServer, Optional<String> ofProduct) {
        product = Optional.of(StorableText.of(ofServer, LONGEST_PRODUCT));
        version = ofProduct.map(text -> StorableText.of(text, LONGEST_VERSION));
    }

    /** @return the node, its host and its server */
    public Server server() {
        String name = settings.get(Setting.NODE);
        return new Server(name.isEmpty() ? host : name, Optional.of(host), ProcessHandle.current().pid(), product, version);
    }

    private static String nameOfHost() {
        try {
            return StorableText.of(InetAddress.getLocalHost().getHostName(), LONGEST_HOST);
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
