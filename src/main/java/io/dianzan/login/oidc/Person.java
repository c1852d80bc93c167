package io.dianzan.login.oidc;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Somebody as a verified ID token tells of him. */
public record Person(String subject, Map<String, Object> claims) {

    /** A claim that is a text; null where it is none. */
    public String text(String claim) {
        return claims.get(claim) instanceof String text && !text.isBlank() ? text : null;
    }

    /** A claim that is a list of texts, or one text. */
    public List<String> texts(String claim) {
        var value = claims.get(claim);
        if (value instanceof Iterable<?> values) {
            return StreamSupport.stream(values.spliterator(), false)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return value instanceof String one ? List.of(one) : List.of();
    }

    @Override
    public String toString() {
        return "***";
    }
}
