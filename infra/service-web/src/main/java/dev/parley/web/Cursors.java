package dev.parley.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Cursors of lists: a position, signed. A cursor is good for one list of one person only, so that a forged, altered or
/// borrowed one answers 400 and reveals nothing.
public final class Cursors {
    private static final int SIGNATURE_BYTES = 16;

    private final SecretKeySpec key;

    public Cursors(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /// @param list name of the list including whatever filters shape it
    public String sign(Caller caller, String list, String position) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        byte[] signature = signature(caller, list, text);
        byte[] all = Arrays.copyOf(signature, SIGNATURE_BYTES + text.length);
        System.arraycopy(text, 0, all, SIGNATURE_BYTES, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// @return the position
    /// @throws InvalidInput when this cursor was not given to this person for this list
    public String verify(Caller caller, String list, String cursor) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(cursor);
            if (all.length > SIGNATURE_BYTES) {
                byte[] text = Arrays.copyOfRange(all, SIGNATURE_BYTES, all.length);
                if (MessageDigest.isEqual(signature(caller, list, text), Arrays.copyOf(all, SIGNATURE_BYTES))) {
                    return new String(text, StandardCharsets.UTF_8);
                }
            }
        } catch (IllegalArgumentException e) {
            throw forged();
        }
        throw forged();
    }

    private static InvalidInput forged() {
        return InvalidInput.of("cursor", "is not one that this list gave out");
    }

    private byte[] signature(Caller caller, String list, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(
                    (caller.tenant() + '\n' + caller.userId() + '\n' + list + '\n').getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(text), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
