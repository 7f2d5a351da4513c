package io.processmanager.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Some of all, by their names. */
final class Selection {

    private Selection() {
    }

    /**
     * @param setting what the names were given by
     * @param names separated by commas; if there is none, all are meant
     * @param all what there is
     * @param nameOf the name of each
     * @return those of the names, in the order in which they are among all
     * @throws IllegalArgumentException if there is none of one of the names
     */
    static <T> List<T> of(String setting, String names, List<T> all, Function<T, String> nameOf) {
        List<String> wanted = Arrays.stream(names.split(",")).map(String::trim).filter(name -> !name.isEmpty()).toList();
        List<String> known = all.stream().map(nameOf).distinct().toList();
        wanted.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(setting + " names '" + name + "', expected some of " + String.join(",", known));
        });
        return wanted.isEmpty() ? all : all.stream().filter(one -> wanted.contains(nameOf.apply(one))).toList();
    }
}
