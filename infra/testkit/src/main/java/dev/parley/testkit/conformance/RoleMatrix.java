package dev.parley.testkit.conformance;

import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.web.access.MappedEndpoints;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Calls endpoints as everybody and compares the answers with what is expected of each.
///
/// ```java
/// matrix.call("POST", "/api/v1/notifications/{id}/read", () -> idOfANotificationOfAlice())
///         .answers(200, 404, 404, 404, 404, 404, 404, 401);
/// matrix.done("dev.parley.notification");
/// ```
/// The statuses stand in the order of [Who]. Each person gets an object of their own from the supplier, so that what
/// one does to it does not change what the next one is told. A 404 must have the very bytes of the 404 for an id that
/// never was. [#done] also fails when an endpoint of the service was never called.
public final class RoleMatrix {
    /// In the order of the columns of "Who may do what". Foreign is another tenant.
    public enum Who {
        OWNER,
        OTHER_CUSTOMER,
        AGENT,
        ADMIN,
        FOREIGN_CUSTOMER,
        FOREIGN_AGENT,
        FOREIGN_ADMIN,
        NOBODY
    }

    private final Map<Who, Http> people = new EnumMap<>(Who.class);
    private final Set<String> called = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();

    private RoleMatrix(Http http) {
        people.put(Who.OWNER, http.as(Cast.ALICE));
        people.put(Who.OTHER_CUSTOMER, http.as(Cast.BRUNO));
        people.put(Who.AGENT, http.as(Cast.CHLOE));
        people.put(Who.ADMIN, http.as(Cast.DIANE));
        people.put(Who.FOREIGN_CUSTOMER, http.as(Cast.ERIN));
        people.put(Who.FOREIGN_AGENT, http.as(Cast.FELIX));
        people.put(Who.FOREIGN_ADMIN, http.as(Cast.GINA));
        people.put(Who.NOBODY, http);
    }

    /// @param http without a token; Alice is the owner unless [#with] says otherwise
    public static RoleMatrix of(Http http) {
        return new RoleMatrix(http);
    }

    public RoleMatrix with(Who who, Http client) {
        people.put(who, client);
        return this;
    }

    /// @param template as it is mapped; `{…}` in it or in a query behind it becomes the id
    public Call call(String method, String template, Supplier<?> id) {
        called.add(method + ' ' + normal(template.replaceAll("\\?.*", "")));
        return new Call(method, template, id, null);
    }

    /// An endpoint without an object.
    public Call call(String method, String path) {
        return call(method, path, () -> "");
    }

    /// @param basePackage of the service; each of its endpoints must have been called
    public void done(String basePackage) {
        MappedEndpoints.in(basePackage).keySet().forEach(mapping -> {
            for (String pattern : mapping.getPatternValues()) {
                if (!pattern.startsWith("/api/v1/") || pattern.contains("*")) {
                    continue;
                }
                String path = normal(pattern);
                if (mapping.getMethodsCondition().getMethods().isEmpty()
                        && called.stream().noneMatch(call -> call.endsWith(' ' + path))) {
                    wrong.add(pattern + " was never called");
                }
                mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> method + " " + path)
                        .filter(endpoint -> !called.contains(endpoint))
                        .forEach(endpoint -> wrong.add(endpoint + " was never called"));
            }
        });
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }

    /// One row of the matrix.
    public final class Call {
        private final String method;
        private final String template;
        private final Supplier<?> id;
        private final @Nullable Object body;

        private Call(String method, String template, Supplier<?> id, @Nullable Object body) {
            this.method = method;
            this.template = template;
            this.id = id;
            this.body = body;
        }

        public Call body(Object content) {
            return new Call(method, template, id, content);
        }

        /// @param statuses one for each of [Who], in that order
        public RoleMatrix answers(int... statuses) {
            if (statuses.length != Who.values().length) {
                throw new IllegalArgumentException("one status for each of " + List.of(Who.values()));
            }
            for (Who who : Who.values()) {
                compare(who, statuses[who.ordinal()]);
            }
            return RoleMatrix.this;
        }

        private void compare(Who who, int expected) {
            String what = who + " " + method + " " + template;
            Answer answer = send(who, String.valueOf(id.get()));
            if (answer.status() != expected) {
                wrong.add(what + " is answered " + answer + " instead of " + expected);
                return;
            }
            if (expected >= 400 && answer.json().path("status").asInt(0) != expected) {
                wrong.add(what + " is refused without a problem: " + answer);
            }
            if (expected == 404) {
                Answer unknown = send(who, UUID.randomUUID().toString());
                if (!unknown.text().equals(answer.text()) || unknown.status() != 404) {
                    wrong.add(what + " can be told from what does not exist: " + answer + " and " + unknown);
                }
            }
        }

        private Answer send(Who who, String object) {
            Http client = people.get(who);
            if (client == null) {
                throw new IllegalStateException("nobody plays " + who);
            }
            return client.send(method, template.replaceAll("\\{[^/}]*}", object), body);
        }
    }

    private static String normal(String pattern) {
        return pattern.replaceAll("\\{[^/}]*}", "{}");
    }
}
