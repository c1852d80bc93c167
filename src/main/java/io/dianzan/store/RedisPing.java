package io.dianzan.store;

import io.dianzan.config.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a Redis on loopback whether it is ready and takes our password. */
final class RedisPing {
    private static final int PATIENCE_MILLIS = 1000;

    private RedisPing() {}

    static boolean answers(int port, Secret password) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), PATIENCE_MILLIS);
            var commands = "AUTH " + password.value() + "\r\nPING\r\n";
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
            var replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+OK".equals(replies.readLine()) && "+PONG".equals(replies.readLine());
        } catch (IOException e) {
            return false;
        }
    }
}
