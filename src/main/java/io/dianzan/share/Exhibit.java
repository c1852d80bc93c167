package io.dianzan.share;

import io.dianzan.campaign.Rules;
import io.dianzan.catalogue.Work;
import io.dianzan.share.picture.Card;
import io.dianzan.share.picture.PictureTexts;
import io.dianzan.share.picture.Poster;

/** What a picture shows: a work, the rules of its campaign, and its published count; null while results are hidden. */
record Exhibit(String slug, Rules rules, Work work, Poster.Standing standing) {
    Card card(PictureTexts texts) {
        var campaign = rules.title(texts.language());
        return new Card(texts, campaign, work.number(), work.title(), work.author(), work.picture());
    }

    /** The work's own page. */
    String path() {
        return work.pageIn(slug);
    }
}
