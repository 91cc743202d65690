package dev.parley.localstack.signin;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Configuration of the development sign-in.
///
/// @param issuer address of this provider as browsers see it; the `iss` of every token
/// @param keyFile where the signing key is kept, so that tokens outlive a restart; made when missing
/// @param smtpPort port of the mail catcher on 127.0.0.1
@ConfigurationProperties("signin")
record SignInProperties(
        @DefaultValue("http://localhost:8080/dev") URI issuer,
        @DefaultValue(".parley/secrets/signin-key.json") Path keyFile,
        @DefaultValue("3025") int smtpPort) {

    /// Origins the web client may live at: the issuer's, and its other names on this machine.
    Set<String> origins() {
        var origins = new LinkedHashSet<String>();
        origins.add(origin(issuer.getScheme(), issuer.getHost(), issuer.getPort()));
        for (String host : List.of("localhost", "127.0.0.1")) {
            origins.add(origin("http", host, issuer.getPort()));
            // The development server of the web client.
            origins.add(origin("http", host, 5173));
        }
        return origins;
    }

    String home() {
        return origin(issuer.getScheme(), issuer.getHost(), issuer.getPort()) + "/";
    }

    private static String origin(String scheme, String host, int port) {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port);
    }
}
