package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The build of the product is short, and that of the benchmark, which cannot inherit from it, has the same versions. */
class PomTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.basedir", ""));
    private static final int MOST_LINES = 480;

    private final Pom product = Pom.read("pom.xml");
    private final Pom benchmark = Pom.read("src/benchmark/pom.xml");

    @Test
    void pomOfTheProductIsShort() throws Exception {
        int lines = Files.readAllLines(PROJECT.resolve("pom.xml")).size();
        assertTrue(lines <= MOST_LINES, () -> "pom.xml has " + lines + " lines, more than " + MOST_LINES);
    }

    @Test
    void versionOfEveryPluginIsPinned() {
        Stream.of(product, benchmark).forEach(pom -> {
            assertFalse(pom.versions("plugin").isEmpty());
            assertEquals(List.of(), pom.versions("plugin").entrySet().stream().filter(plugin -> plugin.getValue().isEmpty()).toList());
        });
    }

    @Test
    void benchmarkUsesTheVersionsOfTheProduct() {
        for (String element : List.of("plugin", "dependency")) {
            Map<String, String> ofProduct = product.versions(element);
            Map<String, String> shared = new TreeMap<>(benchmark.versions(element));
            shared.keySet().retainAll(ofProduct.keySet());
            assertTrue(shared.size() > 3, () -> "too few to compare: " + shared);
            shared.forEach((artifact, version) -> assertEquals(ofProduct.get(artifact), version, artifact));
        }
        Map<String, String> shared = new TreeMap<>(benchmark.properties());
        shared.keySet().retainAll(product.properties().keySet());
        shared.keySet().removeIf(name -> !name.endsWith("version"));
        assertEquals(List.of("derby.version", "payara.version", "postgresql.version", "wildfly.version"), List.copyOf(shared.keySet()));
        shared.forEach((name, version) -> assertEquals(product.properties().get(name), version, name));
    }

    /** What Maven reads, without what it inherits. */
    private record Pom(Element project) {

        static Pom read(String path) {
            try {
                return new Pom(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(PROJECT.resolve(path).toFile()).getDocumentElement());
            } catch (Exception e) {
                throw new AssertionError("cannot read " + path, e);
            }
        }

        /** The versions of what is declared, by "group:artifact"; empty where there is none. What is declared again in a profile says its version once. */
        Map<String, String> versions(String element) {
            Map<String, String> versions = new TreeMap<>();
            for (Element declared : elements(project.getElementsByTagName(element))) {
                String artifact = child(declared, "groupId") + ":" + child(declared, "artifactId");
                versions.merge(artifact, resolved(child(declared, "version")), (one, other) -> one.isEmpty() ? other : one);
            }
            if (element.equals("dependency")) {
                versions.values().removeIf(String::isEmpty);
            }
            return versions;
        }

        Map<String, String> properties() {
            Map<String, String> properties = new TreeMap<>();
            elements(project.getChildNodes()).stream().filter(child -> child.getTagName().equals("properties"))
                    .forEach(found -> elements(found.getChildNodes()).forEach(property -> properties.put(property.getTagName(), property.getTextContent())));
            return properties;
        }

        private String resolved(String version) {
            return version.startsWith("${") ? properties().getOrDefault(version.substring(2, version.length() - 1), version) : version;
        }

        private static String child(Element parent, String name) {
            return elements(parent.getChildNodes()).stream().filter(child -> child.getTagName().equals(name)).map(Node::getTextContent).findFirst().orElse("");
        }

        private static List<Element> elements(NodeList nodes) {
            return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).filter(Element.class::isInstance).map(Element.class::cast).toList();
        }
    }
}
