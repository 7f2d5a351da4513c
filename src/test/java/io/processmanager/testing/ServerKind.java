package io.processmanager.testing;

import java.util.Locale;

/** The application servers that the product supports. */
public enum ServerKind {

    WILDFLY {
        @Override
        ApplicationServer make(ServerBuilder builder) {
            return new WildFlyServer(builder);
        }
    },

    PAYARA {
        @Override
        ApplicationServer make(ServerBuilder builder) {
            return new PayaraServer(builder);
        }
    };

    /** The one that the build has configured and that all tests run on; the profile {@code payara} of the build chooses it. */
    public static ServerKind ofBuild() {
        return inProperty("server");
    }

    /** What the second node of a cluster is: the same, or another one by the profile {@code mixed}. */
    public static ServerKind ofSecondNode() {
        return inProperty("second.server");
    }

    private static ServerKind inProperty(String property) {
        return valueOf(BuildProperty.of(property).toUpperCase(Locale.ROOT));
    }

    /**
     * A server of this kind, which may be another than that of the build if it lies where the build would put it.
     *
     * @param name a name for its directory below target, unlike that of any other test
     */
    public ServerBuilder named(String name) {
        return new ServerBuilder(this, name);
    }

    abstract ApplicationServer make(ServerBuilder builder);
}
