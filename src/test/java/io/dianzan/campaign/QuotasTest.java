package io.dianzan.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.Problem;
import io.dianzan.config.Problems;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a campaign's file may say of quotas and limits. */
class QuotasTest {
    private final Problems problems = new Problems();

    private Rules rules(String votes, String more) {
        return CampaignFile.parse(
                "a.yaml", "slug: a\ntitle: {zh: x}\nzone: UTC\nvotes: {" + votes + "}\n" + more, problems);
    }

    @Test
    void withoutAWordVotesAreOfTheDayAlone() {
        var rules = rules("perDay: 3", "");
        assertThat(problems.found()).isEmpty();
        assertThat(rules.isWide()).isFalse();
        assertThat(rules.quotas()).isEqualTo(new Quotas(0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "perDay: 3, perWork: 2",
                "perDay: 3, perCategory: 2",
                "perDay: 3, perCampaign: 3",
                "perDay: 3, perWork: 1, perCategory: 2, perCampaign: 10",
                "perDay: 3, sameWork: once",
                "perDay: 3, sameWork: once, perWork: 1",
                "perDay: 3, sameWork: allowed, perWork: 2"
            })
    void aQuotaOfTheCampaignIsWiderThanADay(String votes) {
        assertThat(rules(votes, "").isWide()).isTrue();
        assertThat(problems.found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "perWork: 0 | votes.perWork",
                "perCategory: -1 | votes.perCategory",
                "perCampaign: many | votes.perCampaign",
                "perCampaign: 1001 | votes.perCampaign",
                "sameWork: once, perWork: 2 | votes.perWork",
                "perWork: 3, perCategory: 2 | votes.perCategory",
                "perCategory: 3, perCampaign: 2 | votes.perCampaign",
                "perWork: 3, perCampaign: 2 | votes.perCampaign",
                "perDay: 3, perCampaign: 2 | votes.perCampaign"
            })
    void whatDoesNotFitIsReportedWithItsKey(String votes, String key) {
        rules(votes, "");
        assertThat(problems.found().stream().map(Problem::key)).containsExactly(key);
    }

    @Test
    void limitsThatAreNotStatedAreGenerous() {
        var limits = rules("perDay: 1", "").limits();
        assertThat(limits.account()).isEqualTo(new TapLimit(20, Duration.ofMinutes(1)));
        assertThat(limits.address().taps()).isEqualTo(6_000);
        assertThat(limits.prefix().taps()).isEqualTo(100_000);
        assertThat(limits.login().taps()).isEqualTo(6_000);
    }

    @Test
    void aRaisedLimitOfAnAddressRaisesThatOfItsNetwork() {
        var limits = rules("perDay: 1", "limits: {address: {taps: 300000, per: 1m}}\n")
                .limits();
        assertThat(problems.found()).isEmpty();
        assertThat(limits.prefix()).isEqualTo(limits.address());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "address: {taps: 100, per: 1m}, prefix: {taps: 99, per: 1m} | limits.prefix.taps",
                "address: {taps: 100, per: 1m}, prefix: {taps: 500, per: 10m} | limits.prefix.taps",
                "account: {taps: 251} | limits.account.taps",
                "login: {taps: 0} | limits.login.taps",
                "login: {per: 2d} | limits.login.per",
                "prefix: {tap: 100000} | limits.prefix.tap",
                "network: {taps: 1} | limits.network"
            })
    void limitsThatDoNotFitAreReportedWithTheirKey(String limits, String key) {
        rules("perDay: 1", "limits: {" + limits + "}\n");
        assertThat(problems.found().stream().map(Problem::key)).containsExactly(key);
    }

    @Test
    void whetherAnyQuotaIsWiderThanADayIsFrozenAndHowWideIsNot() {
        var narrow = rules("perDay: 3", "");
        var wide = rules("perDay: 3, perCampaign: 10", "");
        assertThat(FrozenKeys.changed(narrow, wide)).containsExactly("votes");
        assertThat(FrozenKeys.changed(wide, narrow)).containsExactly("votes");
        assertThat(FrozenKeys.changed(wide, rules("perDay: 2, perCategory: 4", "")))
                .isEmpty();
        assertThat(FrozenKeys.changed(narrow, rules("perDay: 5", ""))).isEmpty();
    }

    @Test
    void whatIsLeftIsTheLeastOfTheQuotas() {
        var quotas = new Quotas(0, 0, 5);
        assertThat(quotas.leftOf(3, 0)).isEqualTo(3);
        assertThat(quotas.leftOf(3, 4)).isEqualTo(1);
        assertThat(quotas.leftOf(3, 5)).isZero();
        assertThat(quotas.leftOf(3, 7)).as("after the quota was lowered").isZero();
        assertThat(quotas.isSpent(4)).isFalse();
        assertThat(quotas.isSpent(5)).isTrue();
        assertThat(new Quotas(1, 1, 0).leftOf(3, 70)).isEqualTo(3);
        assertThat(new Quotas(1, 1, 0).isSpent(70)).isFalse();
    }
}
