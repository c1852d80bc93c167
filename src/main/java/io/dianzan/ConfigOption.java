package io.dianzan;

import io.dianzan.campaign.Proposals;
import io.dianzan.config.Problems;
import io.dianzan.config.ServerConfig;
import io.dianzan.config.ServerConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option that every command has: which config to read. */
final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            defaultValue = "${sys:dianzan.home:-.}/conf/server.yaml",
            description = "The server's settings (default: ${DEFAULT-VALUE}).")
    private Path file;

    /** The settings of the process, and the campaigns' files beside them. */
    record Read(ServerConfig server, List<Proposals.Proposal> campaigns) {}

    /** Reads and validates everything; all problems are thrown together. */
    Read read() {
        if (!Files.exists(file)) {
            throw new ToolRefused(file + ": there is no such file");
        }
        var problems = new Problems();
        var server = ServerConfigFile.read(file, System.getenv(), problems);
        var campaigns = Proposals.read(server.campaigns(), problems);
        ChannelCheck.check(server, campaigns, problems);
        problems.throwIfAny();
        return new Read(server, campaigns);
    }

    Path file() {
        return file;
    }
}
