package io.dianzan.kit;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What a browser complained of: errors of scripts, broken policies, lost requests, and requests to other hosts. */
final class Complaints {
    /** A status that the interface answers is the business of the page and of the test. */
    private static final String STATUS = "Failed to load resource: the server responded with a status of";

    /** A page that is left gives up what is under way. */
    private static final String GIVEN_UP = "net::ERR_ABORTED";

    private final List<String> all = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    /** Of all pages of a context, from now on. */
    static Complaints of(BrowserContext context) {
        var complaints = new Complaints();
        context.onRequest(complaints::asked);
        context.onRequestFailed(complaints::lost);
        context.onPage(complaints::watch);
        return complaints;
    }

    /** Those with this text in them are what the test wants. */
    void expect(String text) {
        expected.add(text);
    }

    List<String> unexpected() {
        return all.stream()
                .filter(complaint -> expected.stream().noneMatch(complaint::contains))
                .toList();
    }

    private void watch(Page page) {
        page.onConsoleMessage(this::said);
        page.onPageError(error -> all.add("script: " + error));
        page.onCrash(crashed -> all.add("crash: " + crashed.url()));
    }

    private void said(ConsoleMessage message) {
        var ofTheInterface =
                message.text().startsWith(STATUS) && message.location().contains("/v1/");
        if (!ofTheInterface && List.of("error", "warning").contains(message.type())) {
            all.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    private void asked(Request request) {
        var address = URI.create(request.url().split("[?#]")[0]);
        if (address.getScheme().startsWith("http") && !"127.0.0.1".equals(address.getHost())) {
            all.add("foreign: " + request.url());
        }
    }

    private void lost(Request request) {
        if (!GIVEN_UP.equals(request.failure())) {
            all.add("lost: " + request.url() + " " + request.failure());
        }
    }
}
