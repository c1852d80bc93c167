package io.dianzan;

import io.dianzan.operator.staff.Accounts;
import io.dianzan.operator.staff.Operator;
import io.dianzan.operator.staff.Role;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who may log in at the console by name and password. */
@Command(
        name = "operator",
        description = "Keep the accounts of the console: add, list, role, reset, remove.",
        mixinStandardHelpOptions = true)
final class OperatorCommand {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    @Mixin
    private ConfigOption config;

    @Command(
            mixinStandardHelpOptions = true,
            description = "Add an operator; without --password-file or --generate it asks for a password.")
    int add(
            @Parameters(paramLabel = "NAME", description = "Stands in the audit: 1 to 32 of a-z, 0-9, '.', '_', '-'.")
                    String name,
            @Option(
                            names = "--role",
                            required = true,
                            completionCandidates = Roles.class,
                            description = "${COMPLETION-CANDIDATES}")
                    String role,
            @Mixin PasswordOption password,
            @Mixin ReasonOption reason)
            throws IOException {
        require(Accounts.isName(name), "NAME: expected 1 to 32 of a-z, 0-9, '.', '_', '-'");
        var operator = new Operator(name, roleOf(role));
        var secret = password.read();
        require(with(reason, accounts -> accounts.add(operator, secret)), "there is an operator " + name + " already");
        password.tell(secret);
        return done(name + " is " + operator.role().word() + " now.");
    }

    @Command(mixinStandardHelpOptions = true, description = "List the operators and their roles.")
    int list() {
        var all = with(new ReasonOption(), Accounts::all);
        for (var account : all) {
            System.out.printf(
                    "%-32s  %-8s  since %s%n",
                    account.operator().name(),
                    account.operator().role().word(),
                    SECOND.format(account.madeAt().atZone(ZoneId.systemDefault())));
        }
        return all.isEmpty() ? done("There is none yet: dianzan operator add NAME --role operator") : 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Give an operator another role; he is logged out.")
    int role(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--role",
                            required = true,
                            completionCandidates = Roles.class,
                            description = "${COMPLETION-CANDIDATES}")
                    String role,
            @Mixin ReasonOption reason) {
        var operator = new Operator(name, roleOf(role));
        var changed = with(reason, accounts -> accounts.change(operator));
        require(changed, "there is no operator " + name + ", or he has that role already");
        return done(name + " is " + operator.role().word() + " now.");
    }

    @Command(mixinStandardHelpOptions = true, description = "Give an operator a new password; he is logged out.")
    int reset(@Parameters(paramLabel = "NAME") String name, @Mixin PasswordOption password, @Mixin ReasonOption reason)
            throws IOException {
        var secret = password.read();
        require(with(reason, accounts -> accounts.reset(name, secret)), "there is no operator " + name);
        password.tell(secret);
        return done(name + " has a new password.");
    }

    @Command(mixinStandardHelpOptions = true, description = "Remove an operator; he is logged out.")
    int remove(@Parameters(paramLabel = "NAME") String name, @Mixin ReasonOption reason) {
        require(with(reason, accounts -> accounts.remove(name)), "there is no operator " + name);
        return done(name + " is removed.");
    }

    private <T> T with(ReasonOption reason, Function<Accounts, Future<T>> work) {
        var by = new Accounts.By(Tool.operator(), reason.reason);
        return Tool.with(config.read().server(), pool -> work.apply(new Accounts(pool, by)));
    }

    private static Role roleOf(String word) {
        var role = Role.named(word);
        require(role != null, "--role: expected one of " + String.join(", ", Role.words()));
        return role;
    }

    private static int done(String what) {
        System.out.println(what);
        return 0;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new ToolRefused(message);
        }
    }

    /** Why; goes into the audit. */
    static final class ReasonOption {
        @Option(names = "--reason", defaultValue = "", description = "Why; goes into the audit.")
        private String reason = "";
    }

    /** The roles by their words. */
    static final class Roles implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Role.words().iterator();
        }
    }

    /** Where the password comes from; never from the command line itself, which other users of the machine can read. */
    static final class PasswordOption {
        @Option(names = "--password-file", description = "A file whose first line is the password.")
        private Path file;

        @Option(names = "--generate", description = "Make a password and print it, this once.")
        private boolean generate;

        String read() throws IOException {
            return generate ? Accounts.generated() : checked(file == null ? typed() : firstLine(file));
        }

        /** Only what was made, and only once it holds. */
        void tell(String password) {
            if (generate) {
                System.out.println("Password, shown this once: " + password);
            }
        }

        private static String firstLine(Path file) throws IOException {
            try (var lines = Files.lines(file)) {
                return lines.findFirst().orElse("");
            }
        }

        /** Twice, without an echo. */
        private static String typed() {
            var terminal = System.console();
            require(terminal != null, "no terminal to type a password at: use --password-file or --generate");
            var first = terminal.readPassword("Password (at least %d characters): ", Accounts.SHORTEST_PASSWORD);
            var second = terminal.readPassword("Once more: ");
            require(first != null && second != null && Arrays.equals(first, second), "these were two passwords");
            return new String(first);
        }

        private static String checked(String password) {
            require(
                    Accounts.isPassword(password),
                    "a password has at least " + Accounts.SHORTEST_PASSWORD + " characters, and at most 200");
            return password;
        }
    }
}
