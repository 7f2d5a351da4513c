package io.processmanager.database.schema;

import io.processmanager.database.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resource.classpath.ClassPathResource;

/** The migration scripts by name: class path scanning differs between servers. */
public final class MigrationScripts implements ResourceProvider {

    /** Every database has scripts of these names. */
    public static final List<String> NAMES = List.of("V001__processes.sql", "V002__lean_indexes.sql", "V003__compared_by_bytes.sql", "V004__output_sizes.sql",
            "V005__lost_runners.sql", "V008__case_of_no_language.sql", "V009__queue_index_of_its_own.sql",
            "V010__runs.sql", "V011_1__queue_fields.sql", "V011_2__claims_by_lane.sql", "V011_3__queue_limits.sql", "V012__schedules.sql", "V013__runners.sql",
            "V014__output_of_runs.sql", "V015__kept_data.sql", "V016__failed_runs.sql", "V017__compensation.sql",
            "V018__child_processes.sql", "V019__kept_state.sql");

    private final ClassLoader loader;
    private final Dialect dialect;

    public MigrationScripts(ClassLoader loader, Dialect dialect) {
        this.loader = loader;
        this.dialect = dialect;
    }

    @Override
    public LoadableResource getResource(String name) {
        return getResources("", new String[] {""}).stream().filter(script -> script.getRelativePath().equals(name)).findFirst().orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return NAMES.stream().filter(name -> name.startsWith(prefix) && List.of(suffixes).stream().anyMatch(name::endsWith))
                .<LoadableResource>map(name -> new ClassPathResource(null, dialect.migrations() + "/" + name, loader,
                        StandardCharsets.UTF_8))
                .toList();
    }
}
