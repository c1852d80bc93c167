package io.dianzan.page;

/** The pages for browsers, by what they are about; {@code Api} says under which addresses. */
public record PageRoutes(
        HomePages home,
        CampaignPages campaign,
        WorkPages work,
        LegalPages legal,
        LoginPages login,
        Assets assets,
        VerifyFiles verify) {}
