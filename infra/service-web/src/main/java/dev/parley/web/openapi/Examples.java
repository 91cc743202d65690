package dev.parley.web.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `openapi-examples.yaml` of a service: `GET /api/v1/presence: {response: {…}}`, also with `request`.
final class Examples {
    private static final Example NONE = new Example(null, null);

    private final Map<String, Example> examples;

    private Examples(Map<String, Example> examples) {
        this.examples = examples;
    }

    record Example(@Nullable Object request, @Nullable Object response) {
        void addTo(Operation operation) {
            if (request != null && operation.getRequestBody() != null) {
                put(operation.getRequestBody().getContent(), request);
            }
            if (response != null) {
                operation.getResponses().forEach((status, answer) -> {
                    if (status.startsWith("2")) {
                        put(answer.getContent(), response);
                    }
                });
            }
        }

        private static void put(@Nullable Content content, Object example) {
            if (content != null) {
                content.values().forEach(media -> media.setExample(example));
            }
        }
    }

    static Examples read() {
        try (InputStream file = Examples.class.getResourceAsStream("/openapi-examples.yaml")) {
            Map<String, Example> examples = new LinkedHashMap<>();
            if (file != null) {
                Map<String, Map<String, Object>> entries =
                        new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
                entries.forEach((endpoint, example) ->
                        examples.put(endpoint, new Example(example.get("request"), example.get("response"))));
            }
            return new Examples(examples);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi-examples.yaml", e);
        }
    }

    Example of(String method, String path) {
        return examples.getOrDefault(method + ' ' + path, NONE);
    }
}
