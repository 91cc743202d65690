package dev.parley.gateway.session;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How many sockets there are from each address, known or not: one machine cannot take all places, whoever signs in on
/// it. Of IPv6 the network of 64 bits counts, because that is what one subscriber has.
///
/// This machine itself is not counted, nor is a trusted proxy: of what comes through one, the last address in
/// `X-Forwarded-For` that is no trusted proxy counts. The others in front of it are what the client claims.
final class Addresses {
    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final Set<String> trustedProxies;
    private final Map<String, Integer> sockets = new ConcurrentHashMap<>();

    Addresses(int most, Set<String> trustedProxies) {
        this.most = most;
        this.trustedProxies = trustedProxies;
    }

    /// @return null for what is not counted
    @Nullable String of(SocketAddress remote, List<String> forwardedFor) {
        if (!(remote instanceof InetSocketAddress peer) || peer.getAddress() == null) {
            return null;
        }
        if (!trustedProxies.contains(peer.getAddress().getHostAddress())) {
            return counted(peer.getAddress());
        }
        for (String line : forwardedFor.reversed()) {
            for (String each : Arrays.asList(line.split(",", -1)).reversed()) {
                String hop = each.strip();
                if (!hop.isEmpty() && !trustedProxies.contains(hop)) {
                    InetAddress address = read(hop);
                    // What a proxy does not say in a readable way counts together.
                    return address == null ? peer.getAddress().getHostAddress() : counted(address);
                }
            }
        }
        return null;
    }

    private static @Nullable String counted(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return null;
        }
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "/64"
                : address.getHostAddress();
    }

    /// With or without a port, as proxies write it. Never asks the network for a name.
    private static @Nullable InetAddress read(String hop) {
        String text = hop;
        if (hop.startsWith("[") && hop.indexOf(']') > 0) {
            text = hop.substring(1, hop.indexOf(']'));
        } else if (hop.indexOf(':') > 0 && hop.indexOf(':') == hop.lastIndexOf(':')) {
            text = hop.substring(0, hop.indexOf(':'));
        }
        return NetUtil.createInetAddressFromIpAddressString(text);
    }

    /// @return false when there are too many already; otherwise [#leave] must follow once
    boolean enter(String address) {
        if (sockets.merge(address, 1, Integer::sum) <= most) {
            return true;
        }
        leave(address);
        return false;
    }

    void leave(String address) {
        sockets.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
}
