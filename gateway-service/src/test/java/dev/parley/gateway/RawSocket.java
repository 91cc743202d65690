package dev.parley.gateway;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that says exactly what it is told to, however wrong.
final class RawSocket {
    private static final int CLOSE = 0x88;

    private RawSocket() {}

    /// Opens a socket by the book, sends `bytes`, and gives the code of the close frame that comes back.
    static int closeCodeAfter(int port, String token, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + port
                            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: parley.v1\r\n"
                            + "Authorization: Bearer " + token + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            skipHead(in);
            out.write(bytes);
            out.flush();
            while (true) {
                int opcode = in.readUnsignedByte();
                int length = in.readUnsignedByte();
                byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
                in.readFully(payload);
                if (opcode == CLOSE) {
                    return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
                }
            }
        }
    }

    /// A connection that has asked to become a socket, and the head of the answer.
    record Asked(Socket connection, String head) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /// Asks for a socket, by the book, on behalf of somebody else; to be closed.
    static Asked behindProxy(int port, String forwardedFor) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: parley.v1\r\n"
                                + "X-Forwarded-For: " + forwardedFor + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new Asked(socket, head(new DataInputStream(socket.getInputStream())));
    }

    /// The status line of the answer to `request`.
    static String statusOf(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\r';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    /// The status line of the answer to `second`, sent on the connection that has answered `first`.
    static String statusOfSecond(int port, String first, String second) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(first.getBytes(StandardCharsets.ISO_8859_1));
            String head = head(in);
            int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
            in.skipNBytes(length);
            socket.getOutputStream().write(second.getBytes(StandardCharsets.ISO_8859_1));
            return head(in).lines().findFirst().orElse("");
        }
    }

    private static void skipHead(DataInputStream in) throws IOException {
        head(in);
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }
}
