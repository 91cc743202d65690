package dev.parley.localstack.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.localstack.FreePorts;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class DevSignInIT {

    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-1234567890";

    @TempDir
    static Path folder;

    private static ConfigurableApplicationContext process;
    private static URI base;
    private static int smtpPort;

    @BeforeAll
    static void start() {
        int port = FreePorts.next();
        smtpPort = FreePorts.next();
        base = URI.create("http://localhost:" + port);
        process = start(port);
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    private static ConfigurableApplicationContext start(int port) {
        return DevSignIn.start(
                "--server.port=" + port,
                "--signin.issuer=" + base + "/dev",
                "--signin.key-file=" + folder.resolve("key.json"),
                "--signin.smtp-port=" + smtpPort);
    }

    @Test
    void issuesATokenThatSaysWhoAliceIs() throws Exception {
        HttpResponse<String> answer =
                browser().postJson("/dev/token", "{\"username\":\"alice\",\"password\":\"parley\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        JWTClaimsSet claims = verified(Browser.json(answer).get("accessToken").asString());
        assertThat(claims.getIssuer()).isEqualTo(base + "/dev");
        assertThat(claims.getAudience()).containsExactly("parley");
        assertThat(claims.getSubject()).isEqualTo("01920000-0000-7000-8000-000000000001");
        assertThat(claims.getStringClaim("tenant")).isEqualTo("acme");
        assertThat(claims.getStringListClaim("roles")).containsExactly("CUSTOMER");
        assertThat(claims.getStringClaim("locale")).isEqualTo("fr");
        assertThat(claims.getExpirationTime().toInstant()).isAfter(Instant.now().plus(Duration.ofMinutes(59)));
    }

    @Test
    void givesAShorterLifeWhenAsked() throws Exception {
        HttpResponse<String> answer =
                browser().postJson("/dev/token?ttl=5", "{\"username\":\"chloe\",\"password\":\"parley\"}");
        assertThat(Browser.json(answer).get("expiresIn").asInt()).isEqualTo(5);
        assertThat(verified(Browser.json(answer).get("accessToken").asString())
                        .getExpirationTime()
                        .toInstant())
                .isBefore(Instant.now().plusSeconds(6));
    }

    @Test
    void refusesWithAProblem() throws Exception {
        refused(401, "/dev/token", "{\"username\":\"alice\",\"password\":\"wrong\"}");
        refused(401, "/dev/token", "{\"username\":\"nobody\",\"password\":\"parley\"}");
        refused(400, "/dev/token", "{\"username\":\"alice\"}");
        refused(400, "/dev/token", "{\"username\":\"alice\",\"password\":\"parley\",\"tenant\":\"globex\"}");
        refused(400, "/dev/token", "not json");
        refused(400, "/dev/token?ttl=0", "{\"username\":\"alice\",\"password\":\"parley\"}");
        refused(400, "/dev/token?ttl=soon", "{\"username\":\"alice\",\"password\":\"parley\"}");
        refused(400, "/dev/bench-users", "{\"count\":20001}");
        refused(400, "/dev/bench-users", "{\"count\":0}");
        refused(400, "/dev/bench-users", "{\"count\":1,\"role\":\"ROOT\"}");
        assertThat(browser().get("/dev/nowhere").statusCode()).isEqualTo(404);
        assertThat(browser().get("/dev/token").statusCode()).isEqualTo(405);
    }

    @Test
    void generatesTheSamePeopleEachTime() throws Exception {
        JsonNode first = Browser.json(browser().postJson("/dev/bench-users", "{\"count\":3}"));
        JsonNode again = Browser.json(browser().postJson("/dev/bench-users", "{\"count\":200}"));
        assertThat(again).hasSize(200);
        assertThat(first.get(0).get("username").asString()).isEqualTo("bench-customer-1");
        assertThat(again.get(2)).isEqualTo(first.get(2));
        JWTClaimsSet claims = verified(again.get(199).get("accessToken").asString());
        assertThat(claims.getSubject()).isEqualTo(again.get(199).get("userId").asString());
        JsonNode agents = Browser.json(browser().postJson("/dev/bench-users", "{\"count\":1,\"role\":\"AGENT\"}"));
        assertThat(agents.get(0).get("userId")).isNotEqualTo(first.get(0).get("userId"));
    }

    @Test
    void signsInThroughTheBrowserFlowAndOutAgain() throws Exception {
        Browser browser = browser();
        String callback = base + "/signin/callback";
        HttpResponse<String> asked = browser.get(authorize(callback));
        assertThat(location(asked)).endsWith("/dev/login");
        HttpResponse<String> page = browser.get(location(asked));
        assertThat(page.body()).contains("Chloé Bernard").contains("Gina Rossi");

        HttpResponse<String> signedIn =
                browser.postForm("/dev/login", Map.of("username", "chloe", "password", "parley", "_csrf", csrf(page)));
        HttpResponse<String> granted = browser.get(location(signedIn));
        assertThat(location(granted)).startsWith(callback + "?code=").contains("state=s1");

        HttpResponse<String> answer = redeem(browser, callback, code(granted));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JWTClaimsSet access = verified(Browser.json(answer).get("access_token").asString());
        JWTClaimsSet identity = verified(Browser.json(answer).get("id_token").asString());
        assertThat(access.getAudience()).containsExactly("parley");
        assertThat(access.getStringListClaim("roles")).containsExactly("AGENT");
        assertThat(access.getStringClaim("name")).isEqualTo("Chloé Bernard");
        assertThat(access.getStringClaim("email")).isEqualTo("chloe@acme.example");
        assertThat(identity.getAudience()).containsExactly("parley-web");
        assertThat(identity.getSubject()).isEqualTo(access.getSubject());

        HttpResponse<String> silent = browser.get(authorize(callback) + "&prompt=none");
        assertThat(location(silent)).startsWith(callback + "?code=");

        HttpResponse<String> out = browser.get("/dev/connect/logout?"
                + Browser.form(Map.of(
                        "id_token_hint",
                        Browser.json(answer).get("id_token").asString(),
                        "post_logout_redirect_uri",
                        base + "/")));
        assertThat(location(out)).isEqualTo(base + "/");
        assertThat(location(browser.get(authorize(callback) + "&prompt=none"))).contains("error=login_required");
    }

    @Test
    void signsOutWithoutKnowingAnyToken() throws Exception {
        HttpResponse<String> out = browser().get("/dev/logout");
        assertThat(out.statusCode()).isEqualTo(302);
        assertThat(location(out)).isEqualTo(base + "/");
    }

    @Test
    void refusesAForeignCallbackAMissingChallengeAndAWrongVerifier() throws Exception {
        assertThat(browser()
                        .get(authorize("http://evil.example/signin/callback"))
                        .statusCode())
                .isEqualTo(400);
        String unprotected = authorize(base + "/signin/callback").replaceAll("&code_challenge[^&]*", "");
        assertThat(browser().get(unprotected).headers().firstValue("Location").orElse(""))
                .doesNotContain("code=");
    }

    @Test
    void sendsTheBrowserBackWhenThePasswordIsWrong() throws Exception {
        Browser browser = browser();
        HttpResponse<String> page = browser.get("/dev/login");
        HttpResponse<String> failed =
                browser.postForm("/dev/login", Map.of("username", "chloe", "password", "wrong", "_csrf", csrf(page)));
        assertThat(browser.get(location(failed)).body()).contains("role=\"alert\"");
    }

    @Test
    void namesOnlyThePublicAddressInDiscovery() throws Exception {
        JsonNode discovery = Browser.json(browser().get("/dev/.well-known/openid-configuration"));
        assertThat(discovery.get("issuer").asString()).isEqualTo(base + "/dev");
        assertThat(discovery.get("jwks_uri").asString()).isEqualTo(base + "/dev/jwks.json");
        assertThat(discovery.get("authorization_endpoint").asString()).isEqualTo(base + "/dev/oauth2/authorize");
        assertThat(discovery.get("end_session_endpoint").asString()).isEqualTo(base + "/dev/connect/logout");
    }

    @Test
    void keepsItsKeyForItsOwnerAndThroughARestart() throws Exception {
        Path key = folder.resolve("key.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(SigningKey.in(key).toPublicJWK().toJSONString())
                .isEqualTo(JWKSet.parse(browser().get("/dev/jwks.json").body())
                        .getKeys()
                        .getFirst()
                        .toJSONString());
        assertThat(browser().get("/dev/jwks.json").body()).doesNotContain("\"d\"");
    }

    @Test
    void showsTheMailItCaught() throws Exception {
        send("alice@acme.example", "You have a new message", "Chloé wrote to you.");
        send("bruno@acme.example", "Another", "Not for Alice.");
        JsonNode mails = Browser.json(browser().get("/dev/mail?to=Alice@acme.example"));
        assertThat(mails).hasSize(1);
        JsonNode mail = mails.get(0);
        assertThat(mail.get("subject").asString()).isEqualTo("You have a new message");
        assertThat(mail.get("text").asString().strip()).isEqualTo("Chloé wrote to you.");
        assertThat(mail.get("to").get(0).asString()).isEqualTo("alice@acme.example");
        assertThat(mail.get("from").asString()).isEqualTo("parley@acme.example");
        assertThat(mail.get("headers").get("Subject").asString()).isEqualTo("You have a new message");
        assertThat(Instant.parse(mail.get("receivedAt").asString())).isAfter(Instant.EPOCH);
        assertThat(Browser.json(browser().get("/dev/mail?to=alice@acme.example")))
                .hasSize(1);
    }

    private static Browser browser() {
        return new Browser(base);
    }

    private static void refused(int status, String path, String body) throws Exception {
        HttpResponse<String> answer = browser().postJson(path, body);
        assertThat(answer.statusCode()).as(path + " " + body).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Browser.json(answer).get("type").asString()).startsWith("/problems/");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("tools.jackson");
    }

    private static JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys = JWKSet.parse(browser().get("/dev/jwks.json").body());
        assertThat(jwt.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        return jwt.getJWTClaimsSet();
    }

    private static String authorize(String callback) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", "parley-web");
        query.put("redirect_uri", callback);
        query.put("scope", "openid profile email");
        query.put("state", "s1");
        query.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        query.put("code_challenge_method", "S256");
        return "/dev/oauth2/authorize?" + Browser.form(query);
    }

    private static HttpResponse<String> redeem(Browser browser, String callback, String code) throws Exception {
        return browser.postForm(
                "/dev/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "parley-web",
                        "redirect_uri", callback,
                        "code", code,
                        "code_verifier", VERIFIER));
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(300, 399);
        return response.headers().firstValue("Location").orElseThrow();
    }

    private static String code(HttpResponse<String> response) {
        return group("[?&]code=([^&]+)", location(response));
    }

    private static String csrf(HttpResponse<String> page) {
        return group("name=\"_csrf\" value=\"([^\"]+)\"", page.body());
    }

    private static String group(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static void send(String to, String subject, String text) throws Exception {
        var properties = new Properties();
        properties.putAll(Map.of("mail.smtp.host", "127.0.0.1", "mail.smtp.port", Integer.toString(smtpPort)));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("parley@acme.example"));
        message.setRecipients(Message.RecipientType.TO, new InternetAddress[] {new InternetAddress(to)});
        message.setSubject(subject);
        message.setText(text, "UTF-8");
        Transport.send(message);
    }
}
