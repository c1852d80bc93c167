package io.dianzan.campaign;

import io.dianzan.campaign.Reloading.FileProblem;
import io.dianzan.config.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The campaigns' files as they were last seen; replaced by the one look that is under way, read on every thread. */
final class WatchedFiles {
    private final Campaigns campaigns;
    private volatile Map<String, WatchedFile> nameToFile = Map.of();

    WatchedFiles(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    Set<String> names() {
        return nameToFile.keySet();
    }

    Stream<WatchedFile> all() {
        return nameToFile.values().stream();
    }

    WatchedFile of(String name) {
        return nameToFile.getOrDefault(name, WatchedFile.unknown(name));
    }

    void keep(WatchedFile file) {
        var files = new TreeMap<>(nameToFile);
        files.put(file.file(), file);
        nameToFile = files;
    }

    void forget(String name) {
        var files = new TreeMap<>(nameToFile);
        files.remove(name);
        nameToFile = files;
    }

    List<FileProblem> problems() {
        var problems = all().flatMap(file -> file.problems().stream())
                .map(problem -> new FileProblem(problem.file(), wordsOf(problem)));
        var homeless = homeless()
                .map(campaign -> new FileProblem(
                        campaign.slug(), "no file says it any more; its rules stay. To end it: dianzan act close"));
        return Stream.concat(problems, homeless).toList();
    }

    long count(FileState state) {
        var files = all().filter(file -> file.state() == state).count();
        return state == FileState.GONE ? files + homeless().count() : files;
    }

    /** Campaigns that go on and that no file names: it was taken away while no server ran, or names another one now. */
    private Stream<Campaign> homeless() {
        var named = all().map(WatchedFile::slug).collect(Collectors.toSet());
        // by the host's clock, for it is only told
        var now = Instant.now();
        return named.isEmpty()
                ? Stream.empty()
                : campaigns.all().stream()
                        .filter(campaign -> !named.contains(campaign.slug()))
                        .filter(campaign -> !campaign.lifeCycleAt(now).state().isOver());
    }

    /** Without the file's name, which stands beside it. */
    private static String wordsOf(Problem problem) {
        return (problem.line() > 0 ? "line " + problem.line() + ", " : "") + problem.key() + ": " + problem.expected();
    }
}
