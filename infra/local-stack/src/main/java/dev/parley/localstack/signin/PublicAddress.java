package dev.parley.localstack.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// Shows each request as if it had come to the public address, so that no redirect ever leads to this process's own
/// port, which browsers are not meant to know.
///
/// The public address is the one the browser used, taken from `X-Forwarded-Host` or `Host` when it is one of the known
/// origins, and the issuer's otherwise: a header cannot lead anybody elsewhere.
final class PublicAddress extends OncePerRequestFilter {

    private final URI issuer;
    private final Set<String> origins;

    PublicAddress(URI issuer, Set<String> origins) {
        this.issuer = issuer;
        this.origins = origins;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Seen(request, addressOf(request)), response);
    }

    private URI addressOf(HttpServletRequest request) {
        for (String host : new String[] {request.getHeader("X-Forwarded-Host"), request.getHeader("Host")}) {
            String origin = issuer.getScheme() + "://" + firstOf(host);
            if (origins.contains(origin)) {
                return URI.create(origin);
            }
        }
        return issuer;
    }

    private static String firstOf(@Nullable String header) {
        return header == null ? "" : header.split(",", 2)[0].strip();
    }

    private static final class Seen extends HttpServletRequestWrapper {

        private final URI address;

        Seen(HttpServletRequest request, URI address) {
            super(request);
            this.address = address;
        }

        @Override
        public String getScheme() {
            return address.getScheme();
        }

        @Override
        public String getServerName() {
            return address.getHost();
        }

        @Override
        public int getServerPort() {
            if (address.getPort() > 0) {
                return address.getPort();
            }
            return "https".equals(address.getScheme()) ? 443 : 80;
        }

        @Override
        public boolean isSecure() {
            return "https".equals(address.getScheme());
        }

        @Override
        public StringBuffer getRequestURL() {
            String origin = getScheme() + "://" + getServerName();
            return new StringBuffer(origin)
                    .append(address.getPort() > 0 ? ":" + address.getPort() : "")
                    .append(getRequestURI());
        }
    }
}
