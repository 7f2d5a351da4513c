package io.processmanager.benchmark.result;

import java.util.List;

/**
 * What the runs have shown of one metric.
 *
 * @param median the value in the middle; of an even number of values, the mean of the two in the middle
 * @param least the smallest value
 * @param most the largest value
 */
record Summary(double median, double least, double most) {

    /** @param values one of each run, at least one */
    static Summary of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Summary(median, sorted.get(0), sorted.get(size - 1));
    }
}
