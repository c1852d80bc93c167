package io.dianzan.kit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody who looks at a site in a browser of his own, in one tab or several. */
public final class Reader {
    private final BrowserContext context;
    private final Complaints complaints;
    private final String site;
    private Page page;

    Reader(BrowserContext context, RunningServer server) {
        this.context = context;
        this.site = "http://127.0.0.1:" + server.port();
        context.setDefaultTimeout(15_000);
        complaints = Complaints.of(context);
    }

    /** He has logged in before, as the voter of this phone. */
    public Reader as(Phone phone) {
        context.addCookies(List.of(new Cookie("vote", phone.token()).setUrl(site)));
        return this;
    }

    /** His browser may complain of this. */
    public Reader mayHear(String complaint) {
        complaints.expect(complaint);
        return this;
    }

    /** In WeChat's browser: its script comes, as a stand-in that does what our pages ask of it. */
    public Reader withWechatsScript() {
        complaints.expect("foreign: https://res.wx.qq.com/open/js/jweixin");
        context.route(
                "https://res.wx.qq.com/open/js/*",
                route -> route.fulfill(
                        new Route.FulfillOptions()
                                .setContentType("text/javascript")
                                .setBody(
                                        "window.wx = {config() {}, ready(act) { act(); }, error() {},"
                                                + " updateAppMessageShareData(card) { window.card = card; }, updateTimelineShareData() {}}")));
        return this;
    }

    /** A browser without scripts does not fetch ours, and says so. */
    public Reader withoutScript() {
        return mayHear(".js csp");
    }

    /** Goes to a path of the site, in the tab that he has. */
    public Reader open(String path) {
        if (page == null) {
            page = context.newPage();
        }
        page.navigate(site + path);
        return this;
    }

    /** The same person with another tab, beside this one. */
    public Reader anotherTab() {
        return new Reader(context, complaints, site);
    }

    /** The same person at the same site under another of its hosts. */
    public Reader at(String origin) {
        complaints.expect("foreign: " + origin);
        return new Reader(context, complaints, origin);
    }

    private Reader(BrowserContext context, Complaints complaints, String site) {
        this.context = context;
        this.complaints = complaints;
        this.site = site;
    }

    /** The tab is gone, whatever was under way in it; what the browser keeps is there for the next one. */
    public void losesTheTab() {
        page.close();
        page = null;
    }

    public Page page() {
        return page;
    }

    public BrowserContext context() {
        return context;
    }

    public String site() {
        return site;
    }

    public Locator thumb(String number) {
        return page.locator(".thumb[data-number='" + number + "']");
    }

    public Reader tap(String number) {
        thumb(number).tap();
        return this;
    }

    /** Waits for a thumb's state: {@code counting}, {@code recorded}, {@code waiting}, {@code tomorrow}, or empty. */
    public Reader seesThumb(String number, String state) {
        assertThat(thumb(number)).hasAttribute("data-state", state);
        return this;
    }

    public Reader seesVotes(String number, long votes) {
        assertThat(page.locator("[data-votes='" + number + "']")).hasText(Long.toString(votes));
        return this;
    }

    /** Waits for the sentence that is shown and spoken. */
    public Reader hears(String sentence) {
        assertThat(said()).isVisible();
        assertThat(said()).hasText(Pattern.compile(sentence));
        return this;
    }

    public Locator said() {
        return page.locator("#said");
    }

    /** Waits until the page has asked whose votes these are, and offers its thumbs. */
    public Reader isAtHome() {
        assertThat(page.locator(".thumb[data-state=asking]")).hasCount(0);
        assertThat(page.locator(".thumb[data-state]").first()).isVisible();
        return this;
    }

    /** Waits until he is at this address; what WeChat hangs on to its own comes along through every redirect. */
    public Reader isAt(String path) {
        assertThat(page)
                .hasURL(Pattern.compile("^" + (site + path).replaceAll("[.?*+]", "\\\\$0") + "(#wechat_redirect)?$"));
        return this;
    }

    void leave() {
        context.close();
    }

    void assertCalm() {
        org.assertj.core.api.Assertions.assertThat(complaints.unexpected())
                .as("complaints of the browser")
                .isEmpty();
    }
}
