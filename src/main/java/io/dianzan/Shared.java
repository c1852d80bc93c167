package io.dianzan;

import io.dianzan.ballot.Answers;
import io.dianzan.ballot.BallotMeters;
import io.dianzan.ballot.Knowledge;
import io.dianzan.ballot.Limits;
import io.dianzan.ballot.VoterFileRoutes;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.CatalogueRoutes;
import io.dianzan.catalogue.HeadRoutes;
import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.http.Contract;
import io.dianzan.http.Faults;
import io.dianzan.http.OpenConnections;
import io.dianzan.login.VoterGuard;
import io.dianzan.store.DiskSpace;
import io.dianzan.store.Incarnation;
import io.dianzan.store.Postgres;
import io.dianzan.store.RedisAddress;
import io.dianzan.tally.TallyRoutes;

/** What the event loops of one process have in common; every part is safe on all of them. */
record Shared(
        ServerConfig config,
        BallotMeters meters,
        Faults faults,
        Postgres postgres,
        RedisAddress redis,
        Incarnation incarnation,
        DiskSpace disk,
        OpenConnections connections,
        KeyRing tapKeys,
        CampaignClock clock,
        Campaigns campaigns,
        Catalogue catalogue,
        Knowledge knowledge,
        Limits limits,
        Answers answers,
        VoterGuard guard,
        Contract contract,
        Identities identities,
        VoterFileRoutes fileRoutes,
        CatalogueRoutes catalogueRoutes,
        HeadRoutes headRoutes,
        TallyRoutes tallyRoutes) {}
