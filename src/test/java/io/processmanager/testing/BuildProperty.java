package io.processmanager.testing;

/** What the build tells the tests: system properties set in pom.xml. */
final class BuildProperty {

    private BuildProperty() {
    }

    static String of(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("The system property " + name + " is not set. Run this test by `mvn verify -Dit.test=...`, which prepares a server first.");
        }
        return value;
    }
}
