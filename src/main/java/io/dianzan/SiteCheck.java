package io.dianzan;

import io.dianzan.config.ServerConfig.Site;
import io.dianzan.page.OperatorTexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What looks wrong in what the site says of itself, although it is allowed. */
final class SiteCheck {
    /** As the ministry numbers sites, such as 京ICP备12345678号-1, and licences (京ICP证123456号). */
    private static final Pattern ICP = Pattern.compile("\\p{IsHan}ICP[备证]\\d{6,10}号(-\\d+)?");
    /** As the police number them, such as 京公网安备11010102000001号. */
    private static final Pattern POLICE = Pattern.compile("\\p{IsHan}公网安备\\s?\\d{14}号");

    private SiteCheck() {}

    static List<String> warnings(Site site) {
        var warnings = new ArrayList<String>();
        if (site.icp() != null && !ICP.matcher(site.icp()).matches()) {
            warnings.add("site.icp: \"" + site.icp() + "\" does not look like 京ICP备12345678号-1");
        }
        if (site.police() != null && !POLICE.matcher(site.police()).matches()) {
            warnings.add("site.police: \"" + site.police() + "\" does not look like 京公网安备11010102000001号");
        }
        inOneLanguage("site.rules", site.rules(), warnings);
        inOneLanguage("site.privacy", site.privacy(), warnings);
        return warnings;
    }

    private static void inOneLanguage(String key, Path file, List<String> warnings) {
        if (file != null && OperatorTexts.english(file).equals(file)) {
            warnings.add(key + ": there is no English text beside " + file + "; English pages show this one");
        }
    }
}
