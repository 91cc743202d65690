package dev.parley.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/// What HTTP needs to know. Every value has its environment variable in `service-web-defaults.yaml`.
///
/// @param issuer the `iss` that a token must carry
/// @param jwksUri where the issuer publishes its keys
/// @param audience the `aud` that a token must carry
/// @param cursorSecret signs cursors; the same on all replicas of a service
/// @param maxBody largest JSON body
@ConfigurationProperties("web")
public record WebProperties(
        String issuer,
        String jwksUri,
        @DefaultValue("parley") String audience,
        String cursorSecret,
        @DefaultValue("64KB") DataSize maxBody) {
    public WebProperties {
        Assert.hasText(issuer, "web.issuer is missing: set PARLEY_ISSUER");
        Assert.hasText(jwksUri, "web.jwks-uri is missing: set PARLEY_JWKS_URI");
        Assert.isTrue(
                cursorSecret != null && cursorSecret.length() >= 16,
                "web.cursor-secret needs 16 characters at least: set PARLEY_CURSOR_SECRET");
    }
}
