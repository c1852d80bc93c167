package io.dianzan.ballot;

import io.dianzan.ballot.RedisGate.Asked;
import io.dianzan.ballot.RedisGate.Known;
import io.dianzan.campaign.CampaignDay;
import io.dianzan.campaign.Stop;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One write to Redis: for each block of voters touched, one BITFIELD that counts the taps of the window, and one that sets
 * the counts that became known and reads those of the taps; and an EXPIRE for each key that is new to this connection.
 */
final class GateWrite {
    /** Keeps a window's key a little past its end, for taps that were accepted just before. */
    private static final int WINDOW_SLACK_SECONDS = 10;

    private final String incarnation;
    private final Set<String> keysWithExpiry;
    private final int questions;
    private final Map<String, Block> keyToBlock = new LinkedHashMap<>();

    GateWrite(String incarnation, List<Asked> asked, List<Known> known, Set<String> keysWithExpiry) {
        this.incarnation = incarnation;
        this.keysWithExpiry = keysWithExpiry;
        this.questions = asked.size();
        known.forEach(this::set);
        for (int i = 0; i < asked.size(); i++) {
            count(asked.get(i), i);
            get(asked.get(i), i);
        }
    }

    /** Per question, in their order: taps in the window, and known ballots of the day. */
    record Answers(int[] taps, int[] ballots) {}

    /** The BITFIELD on one key: its operations, and which of their results answers which question. */
    private static final class Block {
        private final boolean taps;
        private final long secondsToLive;
        private final Request command;
        private final List<Integer> operationToQuestion = new ArrayList<>();
        /** A key that is only read may not be there yet, and what is not there takes no end of life. */
        private boolean writes;

        Block(String key, boolean taps, long secondsToLive) {
            this.taps = taps;
            this.writes = taps;
            this.secondsToLive = secondsToLive;
            this.command = Request.cmd(Command.BITFIELD).arg(key);
        }
    }

    List<Request> commands() {
        var commands = new ArrayList<Request>(keyToBlock.size());
        keyToBlock.values().forEach(block -> commands.add(block.command));
        keyToBlock.forEach((key, block) -> {
            if (block.writes && keysWithExpiry.add(key)) {
                commands.add(Request.cmd(Command.EXPIRE).arg(key).arg(block.secondsToLive));
            }
        });
        return commands;
    }

    Answers read(List<Response> responses) {
        var answers = new Answers(new int[questions], new int[questions]);
        int i = 0;
        for (var block : keyToBlock.values()) {
            var response = responses.get(i++);
            for (int operation = 0; operation < block.operationToQuestion.size(); operation++) {
                var question = block.operationToQuestion.get(operation);
                if (question >= 0) {
                    (block.taps ? answers.taps() : answers.ballots())[question] =
                            response.get(operation).toInteger();
                }
            }
        }
        return answers;
    }

    private void count(Asked asked, int question) {
        var tap = asked.tap();
        var key = GateKeys.taps(incarnation, tap.campaign().id(), asked.window().start(), tap.voter());
        var block = keyToBlock.computeIfAbsent(key, fresh -> {
            var made = new Block(key, true, asked.window().secondsLeft() + WINDOW_SLACK_SECONDS);
            // a counter that would wrap stays full
            made.command.arg("OVERFLOW").arg("SAT");
            return made;
        });
        block.command.arg("INCRBY").arg("u8").arg(cell(tap)).arg(1);
        block.operationToQuestion.add(question);
    }

    private void get(Asked asked, int question) {
        var block = ballots(asked.tap());
        block.command.arg("GET").arg("u8").arg(cell(asked.tap()));
        block.operationToQuestion.add(question);
    }

    private void set(Known known) {
        var block = ballots(known.tap());
        block.writes = true;
        block.command.arg("SET").arg("u8").arg(cell(known.tap())).arg(known.ballots());
        block.operationToQuestion.add(-1);
    }

    private Block ballots(Tap tap) {
        var key = GateKeys.ballots(incarnation, tap.campaign().id(), tap.day(), tap.voter());
        return keyToBlock.computeIfAbsent(key, fresh -> new Block(key, false, untilDayIsSettled(tap)));
    }

    private static long untilDayIsSettled(Tap tap) {
        Instant end = tap.campaign().day(tap.day()).map(CampaignDay::ends).orElse(tap.acceptedAt());
        return Math.max(
                1, end.plus(Stop.SETTLED).getEpochSecond() - tap.acceptedAt().getEpochSecond());
    }

    private static String cell(Tap tap) {
        return "#" + GateKeys.offsetOf(tap.voter());
    }
}
