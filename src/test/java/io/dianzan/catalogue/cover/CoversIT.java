package io.dianzan.catalogue.cover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.CatalogueImport;
import io.dianzan.catalogue.ImportFile;
import io.dianzan.catalogue.Work;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.catalogue.Works;
import io.dianzan.fault.Refused;
import io.dianzan.kit.Photo;
import io.dianzan.kit.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoversIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestPostgres POSTGRES = TestPostgres.fresh();
    private static final Pool POOL = POSTGRES.pool(VERTX, 2);
    /** A lossy WebP of one pixel. */
    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    private static final AtomicInteger AT_ONCE = new AtomicInteger();
    private static final AtomicInteger MOST_AT_ONCE = new AtomicInteger();
    private static final CountDownLatch END = new CountDownLatch(1);
    private static HttpServer web;

    private final WorkTable works = new WorkTable(POOL);
    private final CoverTable table = new CoverTable(POOL);
    private final CoverImport importer = new CoverImport(works, table);

    @TempDir
    private Path folder;

    private int campaign;

    @BeforeAll
    static void aSiteWithPictures() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        var photo = Photo.bytes(800, 600, "jpg");
        web.createContext("/good", exchange -> send(exchange, 200, photo));
        var four = new CyclicBarrier(4);
        web.createContext("/four", exchange -> {
            MOST_AT_ONCE.accumulateAndGet(AT_ONCE.incrementAndGet(), Math::max);
            await(four);
            AT_ONCE.decrementAndGet();
            send(exchange, 200, photo);
        });
        web.createContext("/text", exchange -> send(exchange, 200, "<html>no</html>".getBytes(StandardCharsets.UTF_8)));
        web.createContext("/huge", exchange -> send(exchange, 200, new byte[Fetcher.MOST_BYTES + 1]));
        web.createContext("/missing", exchange -> send(exchange, 404, new byte[0]));
        web.createContext("/moved", exchange -> redirect(exchange, "/good"));
        web.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        web.createContext("/file", exchange -> redirect(exchange, "file:///etc/hostname"));
        web.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, photo.length);
            exchange.getResponseBody().write(photo, 0, 100);
            exchange.getResponseBody().flush();
            await(END);
            exchange.close();
        });
        web.start();
    }

    @AfterAll
    static void stop() {
        END.countDown();
        web.stop(0);
        VERTX.close().await();
    }

    @BeforeEach
    void aCampaignWithWorks() {
        campaign = POOL.query("INSERT INTO campaign (slug, created_at) VALUES ('" + UUID.randomUUID()
                        + "', campaign_time()) RETURNING id")
                .execute()
                .await()
                .iterator()
                .next()
                .getInteger(0);
        var csv = new StringBuilder("number,title,author,category,cover\n");
        for (int i = 1; i <= 20; i++) {
            csv.append("%04d,title,author,c,%s\n"
                    .formatted(i, i == 7 ? address("/good/7") : i == 8 ? address("/text") : ""));
        }
        new CatalogueImport(works)
                .run(
                        campaign,
                        "op",
                        new ImportFile("w", csv.toString().getBytes(StandardCharsets.UTF_8)),
                        (done, all) -> {})
                .await();
    }

    @Test
    void aFolderOfPicturesNamedByNumbersComesIn() throws IOException {
        file("0001.jpg", Photo.bytes(1600, 1200, "jpg"));
        file("2.PNG", Photo.bytes(640, 480, "png"));
        file("0003.gif", Photo.bytes(300, 300, "gif"));
        file("0004.webp", WEBP);
        file("0005.jpeg", Photo.bytes(400, 3000, "jpg"));
        file("notes.txt", new byte[0]);

        var report = run(folder);

        assertThat(report).isEqualTo(new CoverReport(5, 0, List.of()));
        var listed = works().listed();
        assertThat(listed.stream().filter(work -> work.picture() != null)).hasSize(5);
        assertThat(listed.get(0).smallCover()).matches("/covers/[0-9a-f]{32}/small.jpg");
        assertThat(listed.get(0).largeCover()).matches("/covers/[0-9a-f]{32}/large.jpg");
        for (var work : listed.subList(0, 5)) {
            var small = small(work);
            assertThat(small).as(work.number()).hasSizeLessThanOrEqualTo(12_000);
            var image = Photo.read(small);
            assertThat((double) image.getWidth() / image.getHeight()).isBetween(1.32, 1.35);
            assertThat(large(work)).hasSizeLessThanOrEqualTo(150_000);
        }
        assertThat(Photo.read(large(listed.get(0))).getWidth()).isEqualTo(1080);
        assertThat(Photo.read(large(listed.get(0))).getHeight()).isEqualTo(810);
        assertThat(Photo.read(large(listed.get(1))).getWidth()).isEqualTo(640);
        assertThat(listed.get(5).smallCover()).isNull();
    }

    @Test
    void whatIsBadIsToldWithItsNumberAndTheOthersComeIn() throws IOException {
        file("0001.jpg", Photo.bytes(800, 600, "jpg"));
        file("1.png", Photo.bytes(800, 600, "png"));
        file("0002.jpg", "not a picture".getBytes(StandardCharsets.UTF_8));
        file("0003.png", bomb());
        file("0004.jpg", cut(Photo.bytes(800, 600, "png")));
        file("0005.heic", new byte[100]);
        file("0006.jpg", new byte[Fetcher.MOST_BYTES + 1]);
        file("0099.jpg", Photo.bytes(800, 600, "jpg"));
        file("0007.jpg", new byte[0]);

        var report = run(folder);

        assertThat(report.imported()).isEqualTo(1);
        assertThat(report.bad().stream().map(BadCover::toString))
                .containsExactlyInAnyOrder(
                        "1: work 0001 has another picture here already",
                        "0002: expected a picture, found something else",
                        "0003: expected at most 50 megapixels, found 60000 x 60000",
                        "0004: the picture is damaged, or of a kind that cannot be read",
                        "0005: 0005.heic: expected jpg, png, webp or gif",
                        "0006: expected at most 15 MB",
                        "0007: expected a picture, found something else",
                        "0099: no work has this number");
        assertThat(works().require("1").picture()).isNotNull();
    }

    @Test
    void aListOfAddressesIsFetchedWithinBounds() throws IOException {
        var list = file(
                "list.csv",
                ("url,number\n%s,0001\n%s,2\n%s,0003\n%s,0004\n%s,0005\n%s,0006\n%s,0007\n"
                                + "ftp://x.example/a,0008\n%s,0009\n,0010\n")
                        .formatted(
                                address("/good"),
                                address("/moved"),
                                address("/text"),
                                address("/huge"),
                                address("/loop"),
                                address("/slow"),
                                address("/missing"),
                                address("/file"))
                        .getBytes(StandardCharsets.UTF_8));

        var report = run(list);

        assertThat(report.imported()).isEqualTo(2);
        assertThat(report.bad().stream().map(BadCover::toString))
                .containsExactlyInAnyOrder(
                        "0003: expected a picture, found something else",
                        "0004: " + address("/huge") + ": expected at most 15 MB",
                        "0005: " + address("/loop") + ": more than 3 redirects",
                        "0006: " + address("/slow") + ": no whole answer within 2 s",
                        "0007: " + address("/missing") + ": answered with status 404",
                        "0008: ftp://x.example/a: expected an address that begins with https:// or http://",
                        "0009: file:///etc/hostname: expected an address that begins with https:// or http://",
                        "line 11: expected a number and an address");
    }

    @Test
    void fourAreFetchedAtOnceAndNoMore() throws IOException {
        var list = new StringBuilder("number,url\n");
        IntStream.rangeClosed(1, 12)
                .forEach(
                        i -> list.append(i).append(',').append(address("/four")).append('\n'));

        var report = run(file("list.csv", list.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(report).isEqualTo(new CoverReport(12, 0, List.of()));
        assertThat(MOST_AT_ONCE).hasValue(4);
    }

    @Test
    void withoutASourceTheCataloguesAddressesAreFetched() {
        var report = run(null);

        assertThat(report.imported()).isEqualTo(1);
        assertThat(report.bad()).extracting(BadCover::number).containsExactly("0008");
        assertThat(works().require("7").smallCover()).startsWith("/covers/");
        assertThat(works().require("8").smallCover()).isEqualTo(address("/text"));
        assertThat(audits()).containsExactly("op covers the catalogue's addresses: 1 imported, 0007 to 0007");
    }

    @Test
    void aSecondRunMakesOnlyWhatHasChanged() throws IOException {
        file("0001.jpg", Photo.bytes(800, 600, "jpg"));
        file("0002.jpg", Photo.bytes(640, 480, "jpg"));
        run(folder);
        var version = works().version();
        assertThat(run(folder)).isEqualTo(new CoverReport(0, 2, List.of()));
        assertThat(works().version()).isEqualTo(version);

        var before = works();
        file("0002.jpg", Photo.bytes(480, 640, "jpg"));
        assertThat(run(folder)).isEqualTo(new CoverReport(1, 1, List.of()));
        var after = works();
        assertThat(after.version()).isGreaterThan(version);
        assertThat(after.require("1").picture()).isEqualTo(before.require("1").picture());
        assertThat(after.require("2").picture())
                .isNotEqualTo(before.require("2").picture());
        assertThat(audits()).hasSize(2);
    }

    @Test
    void aPictureIsTurnedAsItsCameraSaysAndTellsNothingMore() throws IOException {
        // red in the upper left of what the sensor saw; to be turned a quarter clockwise
        file("0001.jpg", withExif(Photo.bytes(800, 600, "jpg"), 6));

        run(folder);

        var image = Photo.read(large(works().require("1")));
        assertThat(image.getWidth()).isEqualTo(600);
        assertThat(image.getHeight()).isEqualTo(800);
        assertThat(image.getRGB(580, 20) >> 16 & 0xFF).isGreaterThan(200);
        assertThat(image.getRGB(580, 20) & 0xFF).isLessThan(80);
        for (var bytes : List.of(large(works().require("1")), small(works().require("1")))) {
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "SECRET-CAMERA");
        }
    }

    @Test
    void manyGoInPortionsAndAreToldOf() throws IOException {
        var photo = Photo.bytes(200, 150, "jpg");
        IntStream.rangeClosed(1, 20).forEach(i -> fileOf("%04d.jpg".formatted(i), photo));
        var steps = new ArrayList<String>();
        importer.run(campaign, "op", CoverSource.of(folder, new Fetcher()), (done, all) -> steps.add(done + "/" + all))
                .await();
        assertThat(steps).containsExactly("20/20");
    }

    @Test
    void anUnknownHashAsksNoDatabaseAndAWithdrawnWorksPictureIsGone() throws IOException {
        file("0001.jpg", Photo.bytes(800, 600, "jpg"));
        run(folder);
        var catalogue = new Catalogue(works);
        catalogue.refresh(campaign, works().version()).await();
        var hash = works().require("1").picture();
        var covers = new Covers(catalogue, table);
        assertThat(covers.small(hash).await().plain().getBytes()).isEqualTo(small(works().require("1")));
        assertThat(covers.large(hash).await().gzip()).isNull();

        var without = new Covers(catalogue, null);
        assertThatThrownBy(() -> without.small("0".repeat(32))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> without.large("../../etc/passwd")).isInstanceOf(Refused.class);

        POSTGRES.execute(
                "UPDATE work SET withdrawn_at = clock_timestamp() WHERE number = '0001' AND campaign = " + campaign);
        POSTGRES.execute("UPDATE campaign SET catalogue = catalogue + 1 WHERE id = " + campaign);
        catalogue.refresh(campaign, works().version()).await();
        assertThatThrownBy(() -> covers.small(hash)).isInstanceOf(Refused.class);
    }

    @Test
    void theServersRoleTakesNoCoverAway() {
        assertThat(POSTGRES.refusedToServer("DELETE FROM cover")).contains("permission denied");
        assertThat(POSTGRES.refusedToServer("UPDATE cover SET work = 1")).contains("permission denied");
    }

    private CoverReport run(Path source) {
        return importer.run(
                        campaign, "op", CoverSource.of(source, new Fetcher(Duration.ofSeconds(2))), (done, all) -> {})
                .await();
    }

    private Works works() {
        return works.load(campaign).await();
    }

    private byte[] small(Work work) {
        return bytes(table.small(work.picture()));
    }

    private byte[] large(Work work) {
        return bytes(table.large(work.picture()));
    }

    private static byte[] bytes(Future<Optional<byte[]>> read) {
        return read.await().orElseThrow();
    }

    private List<String> audits() {
        var texts = new ArrayList<String>();
        POOL.preparedQuery("SELECT operator || ' ' || act || ' ' || reason FROM audit"
                        + " WHERE campaign = $1 AND act = 'covers' ORDER BY id")
                .execute(Tuple.of(campaign))
                .await()
                .forEach(row -> texts.add(row.getString(0)));
        return texts;
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private void fileOf(String name, byte[] bytes) {
        try {
            file(name, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + path;
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        send(exchange, 302, new byte[0]);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** A few hundred bytes that say of themselves to be a picture of 3,600 megapixels. */
    private static byte[] bomb() {
        var png = ByteBuffer.wrap(Photo.bytes(8, 8, "png"));
        // behind the signature and the length and name of the first chunk
        png.putInt(16, 60_000).putInt(20, 60_000);
        var crc = new CRC32();
        crc.update(png.array(), 12, 17);
        png.putInt(29, (int) crc.getValue());
        return png.array();
    }

    /** The picture with what a camera writes of itself: its name, and how it was held. */
    private static byte[] withExif(byte[] jpeg, int orientation) {
        var tiff = ByteBuffer.allocate(64);
        tiff.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010F).putShort((short) 2).putInt(14).putInt(38);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        tiff.putInt(0).put("SECRET-CAMERA\0".getBytes(StandardCharsets.ISO_8859_1));
        var block = new ByteArrayOutputStream();
        block.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE1, 0, (byte) (2 + 6 + 64)});
        block.writeBytes("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        block.writeBytes(tiff.array());
        block.write(jpeg, 2, jpeg.length - 2);
        return block.toByteArray();
    }
}
