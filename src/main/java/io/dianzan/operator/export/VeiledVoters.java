package io.dianzan.operator.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;

/**
 * Lines of the audit as they leave the house: a number below a key that speaks of voters becomes the name under which that
 * voter stands in the export of the ballots.
 */
final class VeiledVoters {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Pseudonyms.OfCampaign names;

    VeiledVoters(Pseudonyms.OfCampaign names) {
        this.names = names;
    }

    /** Null stays null. */
    String in(String json) {
        if (json == null) {
            return null;
        }
        try {
            return JSON.writeValueAsString(veiled(JSON.readTree(json), false));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of the audit is no JSON", e);
        }
    }

    private JsonNode veiled(JsonNode node, boolean ofVoters) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(field ->
                            field.setValue(veiled(field.getValue(), ofVoters || speaksOfVoters(field.getKey()))));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, veiled(array.get(i), ofVoters));
            }
        } else if (ofVoters && (node.isIntegralNumber() || node.asText().matches("[0-9]{1,18}"))) {
            return TextNode.valueOf(names.of(node.asLong()));
        }
        return node;
    }

    private static boolean speaksOfVoters(String key) {
        return key.toLowerCase(Locale.ROOT).contains("voter");
    }
}
