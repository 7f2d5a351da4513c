package io.processmanager.benchmark;

import io.processmanager.benchmark.system.MeasuredSystem;
import io.processmanager.benchmark.workload.Scale;
import io.processmanager.benchmark.workload.Workload;
import java.util.List;
import java.util.function.Function;

/**
 * What is to be done, from system properties.
 *
 * @param systems which systems are measured
 * @param workloads by which workloads
 * @param runs how many times each
 * @param scale how much is done
 */
record Options(List<MeasuredSystem> systems, List<Workload> workloads, int runs, Scale scale) {

    static Options read() {
        Scale scale = Boolean.getBoolean("benchmark.quick") ? Scale.QUICK : Scale.FULL;
        return new Options(select("benchmark.systems", MeasuredSystem.ALL, MeasuredSystem::name), select("benchmark.workloads", Workload.ALL, Workload::letter),
                Integer.getInteger("benchmark.runs", 3), scale);
    }

    private static <T> List<T> select(String setting, List<T> all, Function<T, String> nameOf) {
        return Selection.of(setting, System.getProperty(setting, ""), all, nameOf);
    }
}
