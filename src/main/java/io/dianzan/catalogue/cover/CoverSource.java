package io.dianzan.catalogue.cover;

import io.dianzan.catalogue.CsvLines;
import io.dianzan.catalogue.CsvText;
import io.dianzan.catalogue.Works;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where covers come from: a folder, a list of addresses, or the addresses in the catalogue. */
public final class CoverSource {
    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "webp", "gif");
    /** A list of 10,000 long addresses. */
    private static final long MOST_BYTES = 32L << 20;

    private final String name;
    private final Reading reading;

    private CoverSource(String name, Reading reading) {
        this.name = name;
        this.reading = reading;
    }

    @FunctionalInterface
    private interface Reading {
        void into(Orders orders) throws IOException;
    }

    /** {@code path} is a folder or a CSV file; null takes what the catalogue says. */
    public static CoverSource of(Path path, Fetcher fetcher) {
        if (path == null) {
            return new CoverSource("the catalogue's addresses", orders -> readCatalogue(fetcher, orders));
        }
        var name = path.getFileName() == null
                ? path.toString()
                : path.getFileName().toString();
        return new CoverSource(
                name,
                Files.isDirectory(path)
                        ? orders -> readFolder(path, orders)
                        : orders -> readList(path, fetcher, orders));
    }

    /** For the audit. */
    String name() {
        return name;
    }

    Orders orders(Works works) throws IOException {
        var orders = new Orders(works);
        reading.into(orders);
        return orders;
    }

    private static void readCatalogue(Fetcher fetcher, Orders orders) {
        orders.works().listed().stream()
                .filter(work -> work.cover() != null)
                .forEach(work -> orders.add(work.number(), () -> fetcher.fetch(work.cover())));
    }

    private static void readFolder(Path folder, Orders orders) throws IOException {
        try (var files = Files.list(folder)) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> readFile(file, orders));
        }
    }

    /** What is no picture by its name, and no work's by its number, lies there for other reasons. */
    private static void readFile(Path file, Orders orders) {
        var name = file.getFileName().toString();
        var dot = name.lastIndexOf('.');
        var number = dot <= 0 ? name : name.substring(0, dot);
        if (EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT)) && dot > 0) {
            orders.add(number, () -> bytesOf(file));
        } else if (orders.works().find(number).isPresent()) {
            orders.refuse(number, name + ": expected jpg, png, webp or gif");
        }
    }

    private static byte[] bytesOf(Path file) throws BadPicture {
        try {
            if (Files.size(file) > Fetcher.MOST_BYTES) {
                throw new BadPicture("expected at most " + (Fetcher.MOST_BYTES >> 20) + " MB");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadPicture("cannot be read");
        }
    }

    private static void readList(Path file, Fetcher fetcher, Orders orders) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": expected at most " + (MOST_BYTES >> 20) + " MB");
        }
        var text = CsvText.of(Files.readAllBytes(file));
        var lines = text.bad() == null ? CsvLines.of(text.text()) : new CsvLines(List.of(), text.bad());
        if (lines.bad() != null) {
            throw new IOException(file + ": " + lines.bad());
        }
        var header = lines.lines().isEmpty() ? List.of() : lines.lines().get(0).fields();
        var number = header.indexOf("number");
        var url = header.indexOf("url");
        if (number < 0 || url < 0) {
            throw new IOException(file + ": expected the columns number and url");
        }
        for (var line : lines.lines().subList(1, lines.lines().size())) {
            if (line.field(number) == null || line.field(url) == null) {
                orders.refuse("line " + line.number(), "expected a number and an address");
            } else {
                orders.add(line.field(number), () -> fetcher.fetch(line.field(url)));
            }
        }
    }
}
