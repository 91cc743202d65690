package dev.parley.web.openapi;

import dev.parley.web.Caller;
import dev.parley.web.access.AccessTable;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.JsonNode;

/// Lets the document be asked for without a token: it says nothing that the contract does not say.
@AutoConfiguration
public class OpenApiAutoConfiguration {
    public static final String PATH = "/docs/openapi.json";

    private static final String VERSION = "1";

    /// Names its server, so that no `Host` header of the first reader is kept in the document for all others.
    @Bean
    OpenAPI openApi(@Value("${spring.application.name}") String service) {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class)
                .replaceWithClass(JsonNode.class, Object.class);
        return new OpenAPI()
                .info(new Info().title("Parley " + service).version(VERSION))
                .servers(List.of(new Server().url("/")));
    }

    @Bean
    @Lazy
    GlobalOpenApiCustomizer describeApi(AccessTable table) {
        return new DescribeApi(table);
    }
}
