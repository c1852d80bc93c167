package io.dianzan.kit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium of this machine, one for a test class; each {@link Reader} has a profile of his own, and what his browser
 * complained of fails the test that he was in. To be a static field with {@code @RegisterExtension}.
 */
public final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** The server refuses variables of the name {@code DIANZAN_…} that it does not know, so this is not one. */
    public static final String VARIABLE = "CHROME_BIN";

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String ANDROID = "Mozilla/5.0 (Linux; Android 14; 23127PN0CC Build/UKQ1.230804.001)"
            + " AppleWebKit/537.36 (KHTML, like Gecko) ";
    private static final String CHROME = ANDROID + "Chrome/128.0.6613.146 Mobile Safari/537.36";
    private static final String WECHAT = ANDROID + "Version/4.0 Chrome/126.0.6478.188 Mobile Safari/537.36"
            + " XWEB/1260117 MMWEBSDK/20240501 MicroMessenger/8.0.50.2701(0x28003258) WeChat/arm64 Weixin"
            + " NetType/4G Language/zh_CN ABI/arm64";
    /** No name but those of this machine leads anywhere, so that a page cannot reach the world even by mistake. */
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");

    private static final int PATIENCE_MILLIS = 15_000;

    private final List<Reader> readers = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;

    /** By {@code CHROME_BIN}, or else on the PATH. */
    public static Optional<Path> find() {
        var named = Optional.ofNullable(System.getenv(VARIABLE)).filter(name -> !name.isBlank());
        var found = named.isPresent()
                ? Stream.of(Path.of(named.get()))
                : NAMES.stream().flatMap(Chromium::onThePath);
        return found.filter(Files::isExecutable).findFirst();
    }

    private static Stream<Path> onThePath(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name));
    }

    /** A phone with a Chinese Chrome; options may be added. */
    public static NewContextOptions phone() {
        return new NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true)
                .setUserAgent(CHROME)
                .setLocale("zh-CN")
                .setTimezoneId("Asia/Shanghai");
    }

    /** The same phone in WeChat's own browser. */
    public static NewContextOptions wechat() {
        return phone().setUserAgent(WECHAT);
    }

    public static NewContextOptions desktop() {
        return new NewContextOptions()
                .setViewportSize(1280, 900)
                .setLocale("zh-CN")
                .setTimezoneId("Asia/Shanghai");
    }

    /** Somebody with a phone that has never been here. */
    public Reader reader(RunningServer server) {
        return reader(server, phone());
    }

    public Reader reader(RunningServer server, NewContextOptions options) {
        var reader = new Reader(browser.newContext(options), server);
        readers.add(reader);
        return reader;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(find().orElseThrow())
                        .setArgs(FLAGS));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var leaving = List.copyOf(readers);
        readers.clear();
        leaving.forEach(Reader::leave);
        if (context.getExecutionException().isEmpty()) {
            leaving.forEach(Reader::assertCalm);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
    }
}
