package dev.parley.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The refusals of an endpoint, all of one form.
final class ProblemResponses {
    private static final String NAME = "Problem";
    private static final Map<Integer, String> MEANINGS = Map.of(
            400, "the request is wrong; `errors` names the fields",
            401, "no valid token",
            403, "visible, but not for this caller to do",
            404, "there is nothing here that the caller may see",
            409, "not in this state, or the key came before with other content",
            412, "it has changed since",
            413, "the body is too large",
            415, "the body is of the wrong type",
            429, "over a limit",
            503, "busy; try again with the same key");

    private ProblemResponses() {}

    static void addSchema(Components components) {
        Schema<?> error =
                new ObjectSchema().addProperty("field", new StringSchema()).addProperty("message", new StringSchema());
        components.addSchemas(
                NAME,
                new ObjectSchema()
                        .description("RFC 9457; further members by `type`, see /problems")
                        .addProperty("type", new StringSchema().description("/problems/<kebab-case>"))
                        .addProperty("title", new StringSchema())
                        .addProperty("status", new IntegerSchema())
                        .addProperty("detail", new StringSchema())
                        .addProperty("errors", new ArraySchema().items(error))
                        .required(List.of("type", "title", "status", "detail")));
    }

    static void addTo(ApiResponses responses, Set<Integer> statuses) {
        for (int status : statuses) {
            ApiResponse response = new ApiResponse()
                    .description(Objects.requireNonNull(MEANINGS.get(status)))
                    .content(new Content()
                            .addMediaType(
                                    "application/problem+json",
                                    new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + NAME))));
            if (status == 429 || status == 503) {
                response.addHeaderObject(
                        "Retry-After", new Header().description("seconds").schema(new IntegerSchema()));
            }
            responses.addApiResponse(String.valueOf(status), response);
        }
    }
}
