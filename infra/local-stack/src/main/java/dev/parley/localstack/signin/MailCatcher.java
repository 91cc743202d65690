package dev.parley.localstack.signin;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An SMTP server that accepts every mail and delivers none. The newest are kept in memory, up to a bound, and shown as
/// JSON.
final class MailCatcher implements AutoCloseable {

    private static final int MOST_KEPT = 2_000;

    private final GreenMail server;
    private final Deque<CaughtMail> kept = new ArrayDeque<>();

    MailCatcher(int port) {
        this.server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    int port() {
        return server.getSmtp().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    /// Everything sent to this address, oldest first; to anybody when it is null.
    List<CaughtMail> to(@Nullable String address) {
        String wanted =
                address == null ? null : address.toLowerCase(Locale.ROOT).strip();
        return drain().stream()
                .filter(mail -> wanted == null
                        || mail.to().stream()
                                .anyMatch(to -> to.toLowerCase(Locale.ROOT).equals(wanted)))
                .toList();
    }

    private synchronized List<CaughtMail> drain() {
        try {
            MimeMessage[] arrived = server.getReceivedMessages();
            if (arrived.length > 0) {
                for (MimeMessage message : arrived) {
                    kept.addLast(read(message));
                }
                server.purgeEmailFromAllMailboxes();
            }
            while (kept.size() > MOST_KEPT) {
                kept.removeFirst();
            }
            return new ArrayList<>(kept);
        } catch (Exception e) {
            throw new IllegalStateException("the mail catcher's mailbox cannot be read", e);
        }
    }

    private static CaughtMail read(MimeMessage message) throws MessagingException, IOException {
        var headers = new LinkedHashMap<String, String>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.putIfAbsent(header.getName(), header.getValue());
        }
        Date received = message.getReceivedDate() == null ? message.getSentDate() : message.getReceivedDate();
        return new CaughtMail(
                addresses(message.getFrom()).stream().findFirst().orElse(""),
                addresses(message.getAllRecipients()),
                message.getSubject() == null ? "" : message.getSubject(),
                content(message, "text/plain"),
                content(message, "text/html"),
                headers,
                received == null ? Instant.EPOCH : received.toInstant());
    }

    private static List<String> addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? List.of()
                : Arrays.stream(addresses)
                        .map(address -> address instanceof InternetAddress internet
                                ? internet.getAddress()
                                : address.toString())
                        .toList();
    }

    /// The first part of this type, however deep it lies.
    private static @Nullable String content(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                String found = content(child, type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /// One mail as contract.md shows it.
    record CaughtMail(
            String from,
            List<String> to,
            String subject,
            @Nullable String text,
            @Nullable String html,
            Map<String, String> headers,
            Instant receivedAt) {}
}
