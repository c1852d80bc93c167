package io.dianzan;

/** What a server says when it is ready: where it listens, and three lines to try. */
final class Welcome {
    private Welcome() {}

    static String text(ConfigOption.Read read, App.Ports ports) {
        var http = "http://" + read.server().http().host() + ":" + ports.http();
        var text = new StringBuilder("Dianzan is ready.\n");
        text.append("  public      ").append(http).append('\n');
        read.campaigns().forEach(campaign -> text.append("  campaign    ")
                .append(http)
                .append("/c/")
                .append(campaign.rules().slug())
                .append('\n'));
        text.append("  management  http://")
                .append(read.server().management().host())
                .append(':')
                .append(ports.management())
                .append('\n');
        text.append("  console     http://")
                .append(read.server().management().host())
                .append(':')
                .append(ports.management())
                .append("/operator    (first: scripts/dianzan operator add NAME --role operator)\n");
        if (ports.sandbox() == 0 || read.campaigns().isEmpty()) {
            return text.toString();
        }
        var sandbox = "http://127.0.0.1:" + ports.sandbox();
        var campaign = http + "/v1/campaigns/" + toTry(read);
        return text.append("  sandbox     ")
                .append(sandbox)
                .append("\n\nTry:\n")
                .append("  CODE=$(curl -s ")
                .append(sandbox)
                .append("/__sandbox/login-code -d '{\"user\":\"me\"}' | cut -d'\"' -f4)\n")
                .append("  TOKEN=$(curl -s ")
                .append(http)
                .append("/v1/login/wechat -d \"{\\\"code\\\":\\\"$CODE\\\"")
                .append(agreement(read))
                .append("}\" | cut -d'\"' -f4)\n")
                .append("  curl -s -X POST -H \"Authorization: Bearer $TOKEN\" ")
                .append(campaign)
                .append("/works/0017/votes\n")
                .append("Ctrl-C stops everything.")
                .toString();
    }

    /** Where there is a privacy text, a login says that it is agreed to. */
    private static String agreement(ConfigOption.Read read) {
        var consent = read.server().site().consent();
        return consent == 0 ? "" : ",\\\"privacy\\\":" + consent;
    }

    /** The demo has works; another campaign may have none yet. */
    private static String toTry(ConfigOption.Read read) {
        var slugs = read.campaigns().stream()
                .map(campaign -> campaign.rules().slug())
                .toList();
        return slugs.contains("demo") ? "demo" : slugs.get(0);
    }
}
