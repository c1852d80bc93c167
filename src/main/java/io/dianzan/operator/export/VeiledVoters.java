package io.dianzan.operator.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;

/**
 * Lines of the audit as they leave the house: a voter's number becomes the name under which he stands in the export of the
 * ballots, and the hash of an address, by which somebody chose ballots, stays here.
 */
final class VeiledVoters {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OF_A_VOTER = Set.of("voter", "into_voter");
    private static final Set<String> OF_ADDRESSES = Set.of("address", "prefix");
    private static final String LEFT_OUT = "not exported";

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

    private JsonNode veiled(JsonNode node, boolean ofVoter) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> field.setValue(
                            OF_ADDRESSES.contains(field.getKey())
                                    ? TextNode.valueOf(LEFT_OUT)
                                    : veiled(field.getValue(), ofVoter || OF_A_VOTER.contains(field.getKey()))));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, veiled(array.get(i), ofVoter));
            }
        } else if (ofVoter && (node.isIntegralNumber() || node.asText().matches("[0-9]{1,18}"))) {
            return TextNode.valueOf(names.of(node.asLong()));
        }
        return node;
    }
}
