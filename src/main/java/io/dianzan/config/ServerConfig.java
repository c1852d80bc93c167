package io.dianzan.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What one process is: read from {@code conf/server.yaml} and the environment at its start, never changed after. */
public record ServerConfig(
        Mode mode,
        Path data,
        Path campaigns,
        Site site,
        Http http,
        Management management,
        Sandbox sandbox,
        Postgres postgres,
        Redis redis,
        Tokens tokens,
        Login login,
        Map<String, Provider> providers,
        Ballot ballot,
        Console operator,
        Export export,
        Retention retention) {

    public enum Mode {
        DEMO,
        PRODUCTION
    }

    /**
     * The public face. {@code url} has no trailing slash; other texts may be absent in the demo. {@code verify}: a folder
     * of files by which others see that the site is ours; {@code wechatSdk}: the script that pages in WeChat load.
     */
    public record Site(
            String url,
            List<String> otherHosts,
            String organiser,
            String contact,
            String icp,
            String police,
            Path privacy,
            int privacyVersion,
            Path rules,
            Path verify,
            String wechatSdk) {
        /** The version of the privacy text that a voter must have agreed to; 0 where there is no text. */
        public int consent() {
            return privacy == null ? 0 : privacyVersion;
        }
    }

    /**
     * Port 0 is any free port. {@code trustedProxies}: whose word on a client's address counts; {@code streams}: how many
     * may be open at once.
     */
    public record Http(
            String host,
            int port,
            List<AddressRange> trustedProxies,
            Connections connections,
            int streams,
            List<String> corsOrigins,
            boolean h2c) {}

    /** {@code idle}: silent for so long is dead; {@code request}: how long a request may take to arrive. */
    public record Connections(Duration idle, Duration request, int most, int mostPerAddress) {}

    public record Management(String host, int port) {}

    public record Sandbox(boolean enabled, int port) {}

    /** {@code url} is {@code postgresql://host:port/database}; absent when embedded. */
    public record Postgres(boolean embedded, int port, String url, Role owner, Role server, int pool) {}

    public record Role(String user, Secret password) {}

    public record Redis(boolean embedded, int port, String url, Secret password) {}

    /** {@code keysFile}: see {@link KeyRing}; {@code lifetime} of a voter's token. */
    public record Tokens(String issuer, Duration lifetime, Path keysFile) {}

    /** {@code subjectKeysFile}: the keys under which providers' subjects are hashed. */
    public record Login(Path subjectKeysFile) {}

    /** A way to log in; {@code channel} is the word by which campaigns admit it. */
    public sealed interface Provider {
        String name();

        String channel();
    }

    /**
     * An app of WeChat. {@code apiUrl} (for our calls) and {@code openUrl} (for browsers) have no trailing slash; null
     * for WeChat's own. {@code silent}: a page that asks for the openid alone, and so never learns a unionid. {@code page}:
     * the one of a mini-program that shows a work; null of the others. {@code originalId}: the name {@code gh_…} under
     * which WeChat's older pages know a mini-program, or null.
     */
    public record Wechat(
            String name,
            WechatChannel kind,
            String appid,
            Secret secret,
            String apiUrl,
            String openUrl,
            boolean silent,
            String page,
            String originalId)
            implements Provider {
        @Override
        public String channel() {
            return kind.word();
        }
    }

    /** Any issuer of OpenID Connect; {@code issuer} is its identifier, byte for byte (Discovery 1.0, section 4.3). */
    public record Oidc(String name, String issuer, String clientId, Secret secret) implements Provider {
        @Override
        public String channel() {
            return name;
        }
    }

    /** {@code loops}: event loops; {@code queue}: taps that may wait per loop; {@code batch}: taps per commit. */
    public record Ballot(int loops, int queue, int batch, Path tapKeysFile) {}

    /**
     * The operators' side. {@code isPublic}: on the public port too; {@code url}: where browsers reach it, null for where
     * it listens; {@code idle} and {@code longest}: how long a login lasts unused, and at all; {@code oidc} may be null.
     */
    public record Console(boolean isPublic, String url, Duration idle, Duration longest, StaffOidc oidc) {}

    /**
     * Operators by an issuer of OpenID Connect. {@code name}: the claim that is one person's for good, by which the audit
     * calls him; {@code claim}: the one with his groups; {@code roleToGroups} by the role's word.
     */
    public record StaffOidc(
            Oidc issuer, List<String> scopes, String name, String claim, Map<String, List<String>> roleToGroups) {}

    /** {@code keysFile}: the keys under which voters have other names in exports, in each campaign others. */
    public record Export(Path keysFile) {}

    /** How long after a campaign's end {@code signals} of its votes, and {@code identities} of its voters, are kept. */
    public record Retention(Duration signals, Duration identities) {}
}
