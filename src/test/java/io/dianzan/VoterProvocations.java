package io.dianzan;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp.Answer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The part of {@link Provocations} that is about a voter's sessions and what is held on him. */
final class VoterProvocations {
    private final Asks asks;
    private final ContractSite site;
    private final BiConsumer<String, Supplier<Answer>> ways;

    VoterProvocations(Asks asks, ContractSite site, BiConsumer<String, Supplier<Answer>> ways) {
        this.asks = asks;
        this.site = site;
        this.ways = ways;
        ends();
        files();
    }

    private void on(String name, Supplier<Answer> way) {
        ways.accept(name, way);
    }

    private void ends() {
        for (var id : List.of("logout", "erase")) {
            on(id + " 200 done", () -> asks.send(asks.of(id)));
            on(id + " 500 internal", () -> damaged("P0001", asks.of(id)));
            on(id + " 503 busy", () -> damaged("53100", asks.of(id)));
        }
    }

    private Answer damaged(String state, Ask ask) {
        return site.damaged("revocation", state, () -> asks.send(ask));
    }

    private void files() {
        on("file 200 voted", () -> {
            var phone = site.phone();
            phone.tap("demo", "0017");
            phone.send(HttpMethod.POST, "/v1/campaigns/demo/works/0017/shares");
            site.stores().execute("INSERT INTO consent (voter, version) VALUES (" + phone.voter() + ", 3)");
            return file(phone);
        });
        on("file 200 banned", () -> {
            var phone = site.unlinkedPhone();
            site.stores()
                    .execute("INSERT INTO ban VALUES (" + phone.voter() + ", campaign_time() - interval '2 day',"
                            + " campaign_time() - interval '1 day', 'test'), (" + phone.voter()
                            + ", campaign_time(), NULL, 'test')");
            return file(phone);
        });
        on("file 503 busy", () -> site.withoutBallots(() -> asks.send(asks.of("file"))));
    }

    private Answer file(Phone phone) {
        return asks.send(asks.of("file").as(phone));
    }
}
