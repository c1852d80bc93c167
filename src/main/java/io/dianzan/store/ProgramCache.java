package io.dianzan.store;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the programs of the embedded servers are unpacked: once for each user, and never into a folder of another's. */
final class ProgramCache {
    private ProgramCache() {}

    static boolean isRoot() {
        return uid() == 0;
    }

    /** The user's own cache, or else the data folder. */
    static Path folder(DataFolder data) throws IOException {
        var caches = Stream.of(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home") + "/.cache");
        for (var cache : caches.filter(name -> name != null && name.startsWith("/"))
                .map(Path::of)
                .toList()) {
            if (Files.isDirectory(cache.getParent()) && isUsable(cache.resolve("dianzan"))) {
                return cache.resolve("dianzan");
            }
        }
        return Files.createDirectories(data.root().resolve("bin"), DataFolder.OWNER_ONLY);
    }

    private static boolean isUsable(Path folder) {
        try {
            Files.createDirectories(folder, DataFolder.OWNER_ONLY);
            var owner = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
            return owner == uid() && Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static long uid() {
        return new UnixSystem().getUid();
    }
}
