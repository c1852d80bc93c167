package io.dianzan;

import io.dianzan.http.Cookies;
import io.dianzan.http.OwnSite;
import io.dianzan.login.AttemptSeal;
import io.dianzan.login.Envelope;
import io.dianzan.login.IdentityProvider;
import io.dianzan.login.LoginMeters;
import io.dianzan.login.Revocations;
import io.dianzan.login.VoterTable;
import io.dianzan.login.Voters;
import java.util.List;

/** What the event loops share of the logins. */
record Identities(
        OwnSite site,
        Cookies cookies,
        List<IdentityProvider> providers,
        VoterTable table,
        Voters voters,
        AttemptSeal seal,
        Envelope envelope,
        Revocations revocations,
        LoginMeters meters) {}
