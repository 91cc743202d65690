package dev.parley.localstack.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// The page with one button for each demo person, and a form for everybody else.
@RestController
class LoginPage {

    private static final Map<String, String> ENGLISH = Map.of(
            "title", "Sign in",
            "lead", "Development sign-in. Choose a person:",
            "other", "Someone else",
            "username", "User name",
            "password", "Password",
            "submit", "Sign in",
            "failed", "User name or password is wrong.",
            "CUSTOMER", "customer",
            "AGENT", "agent",
            "ADMIN", "admin");

    private static final Map<String, String> FRENCH = Map.of(
            "title", "Se connecter",
            "lead", "Connexion de développement. Choisissez une personne :",
            "other", "Quelqu’un d’autre",
            "username", "Nom d’utilisateur",
            "password", "Mot de passe",
            "submit", "Se connecter",
            "failed", "Nom d’utilisateur ou mot de passe incorrect.",
            "CUSTOMER", "client",
            "AGENT", "conseiller",
            "ADMIN", "administration");

    private final String page = resource("login.html");
    private final String style = resource("login.css");

    @GetMapping(path = "/login", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show(
            HttpServletRequest request,
            Locale locale,
            CsrfToken csrf,
            @RequestParam(required = false) @Nullable String error) {
        Map<String, String> words = "fr".equals(locale.getLanguage()) ? FRENCH : ENGLISH;
        String protection = hidden(csrf.getParameterName(), csrf.getToken());
        String html = page.replace("{{lang}}", words == FRENCH ? "fr" : "en")
                .replace(
                        "{{error}}",
                        error == null ? "" : "<p class=\"error\" role=\"alert\">" + words.get("failed") + "</p>")
                .replace("{{people}}", people(request.getContextPath(), words, protection))
                .replace("{{action}}", request.getContextPath() + "/login")
                .replace("{{csrf}}", protection);
        for (Map.Entry<String, String> word : words.entrySet()) {
            html = html.replace("{{" + word.getKey() + "}}", word.getValue());
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
                .body(html);
    }

    @GetMapping(path = "/login.css", produces = "text/css")
    String style() {
        return style;
    }

    private static String people(String context, Map<String, String> words, String protection) {
        var html = new StringBuilder();
        for (String tenant :
                People.demo().stream().map(Person::tenant).distinct().toList()) {
            List<Person> members = People.demo().stream()
                    .filter(person -> person.tenant().equals(tenant))
                    .toList();
            html.append("<h2>").append(tenant).append("</h2><div class=\"people\">");
            members.forEach(person -> html.append(button(context, person, words, protection)));
            html.append("</div>");
        }
        return html.toString();
    }

    private static String button(String context, Person person, Map<String, String> words, String protection) {
        return """
                <form method="post" action="%s/login">%s%s%s
                <button type="submit" class="person %s" data-username="%s">
                <span class="face" aria-hidden="true">%s</span>
                <span><strong>%s</strong><small>%s</small></span></button></form>
                """.formatted(
                        context,
                        protection,
                        hidden("username", person.username()),
                        hidden("password", People.PASSWORD),
                        person.role().toLowerCase(Locale.ROOT),
                        person.username(),
                        person.name().substring(0, 1),
                        HtmlUtils.htmlEscape(person.name(), "UTF-8"),
                        words.get(person.role()));
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + HtmlUtils.htmlEscape(name) + "\" value=\""
                + HtmlUtils.htmlEscape(value) + "\">";
    }

    private static String resource(String name) {
        try (InputStream in = LoginPage.class.getResourceAsStream("/signin/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the sign-in page lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
