package io.dianzan.operator.console;

import io.dianzan.campaign.Reloading.FileProblem;
import io.dianzan.page.Words;
import java.nio.file.Path;
import java.util.Map;

/** How pages say that a file of rules is not in force as it is written. */
public record FileNotices(Words words) {
    public String of(FileProblem found) {
        var file = Path.of(found.file()).getFileName().toString();
        return words.say("overview.fileProblem", Map.of("file", file, "problem", found.problem()));
    }
}
