package dev.parley.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A connection to the gateway's port that says whatever it is told to, and waits two seconds for an answer.
final class RawConnection implements AutoCloseable {
    /// What is said where no close code can come: the connection just ended.
    static final int CUT = -1;

    static final int TEXT = 0x81;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;

    private static final int PATIENCE_MILLIS = 2_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Socket socket;
    private final DataInputStream in;

    record Frame(int first, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(payload);
        }

        int closeCode() {
            return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }
    }

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static RawConnection to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawConnection(socket);
    }

    /// Head of a handshake by the book, without the empty line that ends it.
    static String handshake(String... moreHeaders) {
        return handshakeOf("/ws", moreHeaders);
    }

    static String handshakeOf(String target, String... moreHeaders) {
        return "GET " + target + " HTTP/1.1\r\nHost: parley.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Protocol: parley.v1\r\n"
                + lines(moreHeaders);
    }

    private static String lines(String... headers) {
        StringBuilder lines = new StringBuilder();
        for (String header : headers) {
            lines.append(header).append("\r\n");
        }
        return lines.toString();
    }

    /// Upgraded, authenticated, and told so.
    static RawConnection of(int port, String token) throws IOException {
        RawConnection connection = stranger(port, "Authorization: Bearer " + token);
        connection.await("connected");
        return connection;
    }

    static RawConnection stranger(int port, String... headers) throws IOException {
        RawConnection connection = to(port);
        connection.send(handshake(headers) + "\r\n");
        String head = connection.head();
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new AssertionError("no socket: " + head);
        }
        return connection;
    }

    // ---- out ----

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        socket.getOutputStream().write(all.toByteArray());
        socket.getOutputStream().flush();
    }

    /// Gives up when the other side has closed, which is what an attack may lead to.
    void sendAsLongAsItMay(byte[] part, int times) {
        try {
            for (int i = 0; i < times; i++) {
                send(part);
            }
        } catch (IOException closed) {
            // what came before it is read now
        }
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static byte[] text(String json) {
        return frame(TEXT, json.getBytes(StandardCharsets.UTF_8));
    }

    /// Masked with zeros, the length in the shortest form.
    static byte[] frame(int first, byte[] payload) {
        int length = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(length + 14).put((byte) first);
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else if (length <= 0xFFFF) {
            frame.put((byte) 0xFE).putShort((short) length);
        } else {
            frame.put((byte) 0xFF).putLong(length);
        }
        frame.putInt(0).put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    // ---- in ----

    /// The head of an HTTP answer.
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    String statusLine() throws IOException {
        return head().lines().findFirst().orElse("");
    }

    /// @throws EOFException or [SocketException] when the other side has closed
    Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        byte[] payload = new byte
                [length == 126 ? in.readUnsignedShort() : length == 127 ? Math.toIntExact(in.readLong()) : length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    JsonNode await(String type) throws IOException {
        while (true) {
            Frame frame = next();
            if (frame.first() == CLOSE) {
                throw new AssertionError("closed with " + frame.closeCode() + " instead of " + type);
            }
            if (frame.first() == TEXT && frame.json().path("type").asString("").equals(type)) {
                return frame.json();
            }
        }
    }

    /// The one `ack` or `error` with this id.
    JsonNode answer(String id) throws IOException {
        while (true) {
            Frame frame = next();
            if (frame.first() == CLOSE) {
                throw new AssertionError("closed with " + frame.closeCode() + " instead of an answer to " + id);
            }
            if (frame.first() != TEXT) {
                continue;
            }
            JsonNode json = frame.json();
            if (json.path("id").asString("").equals(id)
                    && List.of("ack", "error").contains(json.path("type").asString())) {
                return json;
            }
        }
    }

    /// The code of the close frame that comes; [#CUT] when the connection ends without one.
    int closeCode() {
        List<String> before = new ArrayList<>();
        try {
            while (true) {
                Frame frame = next();
                if (frame.first() == CLOSE) {
                    return frame.closeCode();
                }
                before.add(frame.text());
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open after two seconds; came: " + before, e);
        } catch (IOException e) {
            return CUT;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
