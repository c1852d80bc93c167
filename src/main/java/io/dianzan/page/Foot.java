package io.dianzan.page;

import io.dianzan.config.ServerConfig;
import java.util.regex.Pattern;

/**
 * What the law wants on every page of a public campaign: who runs it, where it is registered, its rules, privacy and
 * complaints. What the config does not name is null and left out, which only the demo may do.
 */
public record Foot(
        String organiser, String contact, String complaints, String icp, String police, String rules, boolean demo) {
    private static final Pattern MAIL = Pattern.compile("[^\\s@:/]+@[^\\s@:/]+\\.[^\\s@:/]+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 -]{5,20}");
    private static final Pattern WEB = Pattern.compile("https?://[^\\s\"'<>]+");

    public static Foot of(ServerConfig config) {
        var site = config.site();
        return new Foot(
                site.organiser(),
                site.contact(),
                addressOf(site.contact()),
                site.icp(),
                site.police(),
                "/rules",
                config.mode() == ServerConfig.Mode.DEMO);
    }

    /** The same on a page of a campaign, whose rules it links. */
    Foot in(String slug) {
        return new Foot(organiser, contact, complaints, icp, police, "/c/" + slug + "/rules", demo);
    }

    /** The digits of the filing with the police, by which its register is asked. */
    public String policeCode() {
        return police.replaceAll("\\D", "");
    }

    /** Where a complaint goes; null where there is no contact. */
    private static String addressOf(String contact) {
        if (contact == null) {
            return null;
        }
        if (MAIL.matcher(contact).matches()) {
            return "mailto:" + contact;
        }
        if (PHONE.matcher(contact).matches()) {
            return "tel:" + contact.replaceAll("[ -]", "");
        }
        // what is neither is read in the notice, which says whom to write to
        return WEB.matcher(contact).matches() ? contact : "/privacy";
    }
}
