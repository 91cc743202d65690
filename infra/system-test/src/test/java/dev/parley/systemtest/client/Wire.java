package dev.parley.systemtest.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/// A `parley.v1` socket for crowds: a plain connection that its one thread, a virtual one, reads
/// and writes. It costs a few kilobytes and keeps no frame, so that thousands fit beside the stack.
/// Of RFC 6455 it knows what the gateway uses.
public final class Wire implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int BUFFER = 2_048;
    private static final int LONGEST_HEAD = 8_192;
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = socket.getOutputStream();
    }

    /// @param silence after which [#next] takes the connection for dead
    static Wire open(URI gateway, String token, Duration silence) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), CONNECT_MILLIS);
            socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
            var wire = new Wire(socket);
            wire.shakeHands(gateway, token);
            return wire;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void shakeHands(URI gateway, String token) throws IOException {
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        out.write(String.join(
                        "\r\n",
                        "GET /ws HTTP/1.1",
                        "Host: " + gateway.getAuthority(),
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(key),
                        "Sec-WebSocket-Protocol: parley.v1",
                        "Authorization: Bearer " + token,
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII));
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(read());
            if (head.size() > LONGEST_HEAD) {
                throw new IOException("no end of the answer to the handshake");
            }
        }
        String answer = head.toString(StandardCharsets.US_ASCII);
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(answer.lines().findFirst().orElse("no answer to the handshake"));
        }
    }

    /// The next frame; empty when the gateway has closed the socket. Answers pings by itself.
    ///
    /// @throws IOException when the connection is broken, or nothing came for too long
    public Optional<JsonNode> next() throws IOException {
        while (true) {
            int first = read();
            byte[] payload = payload();
            switch (first) {
                case FINAL | TEXT -> {
                    return Optional.of(Client.JSON.readTree(payload));
                }
                case FINAL | CLOSE -> {
                    write(CLOSE, payload);
                    return Optional.empty();
                }
                case FINAL | PING -> write(PONG, payload);
                case FINAL | PONG -> {}
                default -> throw new IOException("not a frame of the gateway: " + first);
            }
        }
    }

    /// @param id answered by one `ack` or `error` with the same id
    public void ask(String type, String id, Map<String, ?> data) throws IOException {
        write(TEXT, Client.JSON.writeValueAsBytes(Map.of("type", type, "id", id, "data", data)));
    }

    private byte[] payload() throws IOException {
        int length = read();
        if (length == LENGTH_16) {
            length = ByteBuffer.wrap(exactly(Short.BYTES)).getShort() & 0xFFFF;
        } else if (length == LENGTH_64) {
            length = Math.toIntExact(ByteBuffer.wrap(exactly(Long.BYTES)).getLong());
        }
        return exactly(length);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within a frame");
        }
        return bytes;
    }

    private int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the connection ended");
        }
        return next;
    }

    /// In one piece, masked as clients must.
    private void write(int opcode, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (FINAL | opcode));
        if (payload.length < LENGTH_16) {
            frame.put((byte) (FINAL | payload.length));
        } else {
            frame.put((byte) (FINAL | LENGTH_16)).putShort((short) payload.length);
        }
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % mask.length]));
        }
        out.write(frame.array(), 0, frame.position());
    }

    /// From any thread: whoever reads gets an [IOException].
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }
}
