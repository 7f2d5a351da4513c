package io.processmanager;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.processmanager.rest.EventsResource;
import io.processmanager.rest.following.ChangedProcess;
import io.processmanager.execution.remote.ChildClassPath;
import io.processmanager.runner.OrderlyStop;
import io.processmanager.store.StoredProcesses;
import io.processmanager.store.change.ProcessChanges;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.text.Collator;
import java.text.Format;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the packages, as the design and each package-info.java have them. */
class ArchitectureTest {

    private static final String ROOT = "io.processmanager";
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT);
    private static final Path SOURCES = Path.of(System.getProperty("project.basedir", "."), "src/main/java");
    private static final int LONGEST_FILE = 250;
    private static final int MOST_CLASSES = 12;

    /** It overrides each of the many methods of PrintStream. */
    private static final Path NEEDS_MORE = Path.of("CapturedOutputStream.java");

    /** "." is the root package; a package stands for those below it, too. */
    @ParameterizedTest
    @CsvSource(nullValues = "nothing", value = {
            ".,             view json queue parallel children isolation",
            "parallel,      json child",
            "children,      nothing",
            "items,         nothing",
            "isolation,     nothing",
            "remote,        . view json children parallel child definition execution isolation retry",
            "queue,         text",
            "view,          text",
            "bulk,          . view",
            "text,          nothing",
            "json,          text",
            "configuration, . json",
            "retry,         . json configuration",
            "database,      . configuration",
            "schedule,      . json text configuration queue definition",
            "compensation,  . view",
            "store,         . children isolation view bulk json text configuration queue database retry schedule compensation",
            "threads,       nothing",
            "definition,    . isolation json text configuration queue retry",
            "specification, . json isolation configuration queue definition retry",
            "capture,       view text configuration",
            "execution,     . children view json text configuration threads definition capture retry parallel child isolation",
            "batch,         threads",
            "child,         threads json",
            "steps,         . isolation json text configuration child children definition specification retry items parallel",
            "runner,        . children view json text configuration queue database store threads definition capture execution batch retry schedule compensation",
            "manager,       . view bulk json text queue database store definition execution runner schedule",
            "rest,          . isolation view bulk json configuration queue definition specification store schedule"})
    void packageUsesOnlyThoseFurtherIn(String user, String used) {
        DescribedPredicate<JavaClass> allowed = Stream.concat(Stream.of(user), Stream.of(used == null ? new String[0] : used.split(" ")))
                .map(ArchitectureTest::in).reduce((one, other) -> one.or(other)).orElseThrow();
        noClasses().that(in(user)).should().dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(allowed)))
                .because("arrows point inward").check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> in(String name) {
        return name.equals(".") ? resideInAPackage(ROOT) : resideInAPackage(ROOT + "." + name + "..");
    }

    @Test
    void everyPackageIsUnderARule() {
        Set<String> packages = new TreeSet<>();
        CLASSES.forEach(type -> packages.add(type.getPackageName().substring(ROOT.length()).replaceFirst("^\\.([^.]*).*", "$1")));

        assertEquals(new TreeSet<>(Set.of("", "batch", "bulk", "capture", "child", "children", "compensation", "configuration", "database", "definition", "execution", "isolation", "items", "json", "manager", "parallel", "queue", "remote", "rest", "retry", "runner", "schedule", "specification", "steps",
                "store", "text", "threads", "view")), packages);
    }

    @Test
    void httpApiKnowsOfTheStoreOnlyThatProcessesChangeAndWhatTheyHaveBecome() {
        noClasses().that(in("rest")).should().dependOnClassesThat(in("store").and(not(belongToAnyOf(ProcessChanges.class, StoredProcesses.class)))).check(CLASSES);
    }

    /** A look-up of the process manager has written first which steps have begun. A change has cost its write already, and who follows is told of every other one. */
    @Test
    void answersToChangesAndEventsHaveNothingWritten() {
        noClasses().that(belongToAnyOf(ChangedProcess.class, EventsResource.class).or(in("rest.following"))).should()
                .callMethodWhere(DescribedPredicate.describe("look a process up with its news", call -> call.getTargetOwner().isEquivalentTo(ProcessManager.class)
                        && call.getName().startsWith("getProcessInfo")))
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** One job each. What can go wrong stands beside what users call, and is not counted: there is an exception for each kind of trouble. */
    @Test
    void packagesHaveAtMostTwelveClasses() throws IOException {
        Map<Path, Long> sizes = sources().filter(file -> !file.endsWith("package-info.java") && !isExceptionOfTheRoot(file)).collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

        assertEquals(List.of(), sizes.entrySet().stream().filter(folder -> folder.getValue() > MOST_CLASSES).map(folder -> SOURCES.relativize(folder.getKey()) + " has " + folder.getValue()).toList());
    }

    private static boolean isExceptionOfTheRoot(Path file) {
        return file.getParent().endsWith("processmanager") && file.toString().endsWith("Exception.java");
    }

    @Test
    void onlyOnePackageKnowsJakartaBatch() {
        noClasses().that(resideOutsideOfPackage(ROOT + ".batch..")).should().dependOnClassesThat(resideInAnyPackage("jakarta.batch..", "org.jberet.."))
                .check(CLASSES);
    }

    /** Others may know the names of its troubles. */
    @Test
    void onlyTheStoreAndWhatItStandsOnKnowTheDatabase() {
        noClasses().that(resideOutsideOfPackages(ROOT + ".store..", ROOT + ".database..")).should().dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..",
                "org.eclipse.persistence..", "org.flywaydb..").and(not(assignableTo(Throwable.class)))).check(CLASSES);
    }

    /** Nothing of this is a matter of HTTP, but only the servlet container tells of the end of the deployment in time, and has its files. */
    @Test
    void onlyTheHttpApiKnowsJakartaRest() {
        noClasses().that(resideOutsideOfPackage(ROOT + ".rest..")).and().doNotBelongToAnyOf(OrderlyStop.class, ChildClassPath.class).should().dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..", "org.glassfish.."))
                .check(CLASSES);
    }

    /** Payara keeps prepared statements with the handle of the connection that has prepared them, which is closed when another one takes them from the cache. */
    @Test
    void nobodyAsksAStatementForItsConnection() {
        noClasses().should().accessTargetWhere(DescribedPredicate.describe("ask a statement for its connection", access -> access.getTargetOwner().isAssignableTo(Statement.class)
                && access.getTarget().getName().equals("getConnection"))).check(CLASSES);
    }

    /** Each call of one of its static methods looks through all archives of the deployment for a provider, and so takes longer than a whole step. */
    @Test
    void jsonIsBuiltByTheOneProvider() {
        noClasses().should().dependOnClassesThat(belongToAnyOf(Json.class)).check(CLASSES);
    }

    /** In Turkish, the lower case of I is no i, and in Arabic the digits are others: what programs read would change with the language of the server. */
    @Test
    void nothingFollowsTheLanguageOfTheServer() {
        DescribedPredicate<JavaAccess<?>> followsLanguage = DescribedPredicate.describe("follow the default locale", access -> {
            JavaClass owner = access.getTargetOwner();
            String name = access.getTarget().getName();
            boolean hasLocale = access.getTarget() instanceof CodeUnitAccessTarget target && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Locale.class));
            return !hasLocale && (owner.isEquivalentTo(String.class) && Set.of("toLowerCase", "toUpperCase", "format", "formatted").contains(name)
                    || owner.isAssignableTo(PrintStream.class) && Set.of("printf", "format").contains(name)
                    || owner.isEquivalentTo(DateTimeFormatter.class) && name.equals("ofPattern")
                    || owner.isEquivalentTo(Formatter.class) && name.equals("<init>")
                    || owner.isAssignableTo(Format.class) && (name.startsWith("get") && name.endsWith("Instance") || name.equals("<init>"))
                    || owner.isAssignableTo(Collator.class));
        });
        JavaClasses withTests = new ClassFileImporter().importPackages(ROOT);
        noClasses().that(not(resideInAPackage(ROOT + ".capture").and(simpleNameStartingWith("OutputCaptureTest").or(simpleNameStartingWith("CapturedOutputStream")))))
                .should().accessTargetWhere(followsLanguage).because("folding and numbers are the same in every language").check(withTests);
    }

    /** The one thread that the JDK has for these belongs for ever to the deployment that has needed it first, and keeps its classes. */
    @Test
    void delaysAreTheDeploymentsOwn() {
        noClasses().should().accessTargetWhere(DescribedPredicate.describe("delay by the thread of the Java virtual machine", access -> access.getTargetOwner()
                .isEquivalentTo(CompletableFuture.class) && Set.of("orTimeout", "completeOnTimeout", "delayedExecutor").contains(access.getTarget().getName()))).check(CLASSES);
    }

    /** The methods of the container's proxy are synchronized, too: who waits there lets the monitor of the bean go, and keeps that of the proxy, which others call it by. */
    @Test
    void nobodyWaitsInASynchronizedMethodOfABeanWithAProxy() {
        noClasses().that().areAnnotatedWith(ApplicationScoped.class).and(DescribedPredicate.describe("have synchronized methods", type -> type.getMethods().stream()
                .anyMatch(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED)))).should().accessTargetWhere(DescribedPredicate.describe("wait", access -> Set.of(
                "wait", "notify", "notifyAll", "timedWait").contains(access.getTarget().getName()))).check(CLASSES);
    }

    @Test
    void classesAreNamedByWhatTheyDo() {
        classes().should().haveNameNotMatching(".*[.$](\\w*(Helper|Utils?|Impl|Common)|Process)").check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsForAndMayUse() throws IOException {
        List<Path> missing = sources().map(Path::getParent).distinct().filter(folder -> Files.notExists(folder.resolve("package-info.java"))).toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void filesAreNotLong() throws IOException {
        List<String> tooLong = sources().filter(file -> lines(file) > LONGEST_FILE && !file.endsWith(NEEDS_MORE)).map(file -> SOURCES.relativize(file) + " has " + lines(file) + " lines").toList();

        assertEquals(List.of(), tooLong);
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
