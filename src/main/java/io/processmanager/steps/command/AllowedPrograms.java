package io.processmanager.steps.command;

import io.processmanager.configuration.Setting;
import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs that may be executed. A pattern with a slash stands for absolute paths, one without for names that are
 * looked up on the server's {@code PATH}; in both, {@code *} stands for anything but a slash. The program that is
 * executed is the one that was checked: {@code ..} is resolved before.
 */
public final class AllowedPrograms {

    private final List<String> patterns;
    private final List<Path> searched;

    /**
     * @param patterns names or paths
     * @param searched where programs are looked up that are given by name
     */
    public AllowedPrograms(List<String> patterns, List<Path> searched) {
        this.patterns = patterns;
        this.searched = searched;
    }

    /** @return with the directories of the server's {@code PATH} */
    public static AllowedPrograms of(List<String> patterns) {
        return new AllowedPrograms(patterns, Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).filter(part -> !part.isEmpty())
                .map(Path::of).filter(Path::isAbsolute).toList());
    }

    /**
     * @param program a name or an absolute path
     * @return the absolute path of an executable file
     * @throws ProgramNotAllowedException if no pattern matches, or there is no such program
     */
    public Path find(String program) throws ProgramNotAllowedException {
        return program.contains("/") || program.contains(File.separator) ? byPath(program) : byName(program);
    }

    private Path byPath(String program) throws ProgramNotAllowedException {
        Path path = path(program).normalize();
        if (!path.isAbsolute()) {
            throw new ProgramNotAllowedException("The program '" + program + "' is given by a relative path; give an absolute one, or a name that is looked up on the PATH of the server");
        }
        if (!allows(path)) {
            throw notAllowed(program);
        }
        if (!isExecutable(path)) {
            throw new ProgramNotAllowedException("The program '" + program + "' may be run, but " + (Files.exists(path) ? "is no file that this server may execute" : "does not exist")
                    + " on this node");
        }
        return path;
    }

    private Path byName(String program) throws ProgramNotAllowedException {
        Path name = path(program);
        boolean allowedByName = patterns.stream().filter(pattern -> !pattern.contains("/")).anyMatch(pattern -> matches(pattern, name));
        Optional<Path> found = searched.stream().map(directory -> directory.resolve(name)).filter(AllowedPrograms::isExecutable).findFirst();
        if (!allowedByName && found.filter(this::allows).isEmpty()) {
            throw notAllowed(program);
        }
        return found.orElseThrow(() -> new ProgramNotAllowedException("The program '" + program + "' may be run, but is in no directory of this node's PATH"));
    }

    private boolean allows(Path path) {
        return patterns.stream().filter(pattern -> pattern.contains("/")).anyMatch(pattern -> matches(pattern, path));
    }

    /** Only {@code *} has a meaning, as administrators expect of it. */
    private static boolean matches(String pattern, Path path) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replaceAll("[\\\\?\\[\\]{}]", "\\\\$0").replaceAll("\\*+", "*")).matches(path);
    }

    private static boolean isExecutable(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private static Path path(String program) throws ProgramNotAllowedException {
        try {
            return Path.of(program);
        } catch (InvalidPathException noPath) {
            throw new ProgramNotAllowedException("The program '" + program + "' is no path: " + noPath.getReason());
        }
    }

    private static ProgramNotAllowedException notAllowed(String program) {
        return new ProgramNotAllowedException("The program '" + program + "' must not be run from here; whoever runs this server can add it to the setting "
                + Setting.ALLOWED_PROGRAMS.key());
    }

    /** Nothing was executed. */
    public static final class ProgramNotAllowedException extends Exception {
        private ProgramNotAllowedException(String message) {
            super(message);
        }
    }
}
