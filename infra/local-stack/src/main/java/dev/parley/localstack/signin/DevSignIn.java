package dev.parley.localstack.signin;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/// The development sign-in and the mail catcher, one process. Its configuration is `dev-signin.yaml`: a
/// name of its own, because tests of services have this module on their class path and an
/// `application.yaml` here would reach them.
@SpringBootApplication
@EnableConfigurationProperties(SignInProperties.class)
public class DevSignIn {

    public static void main(String... arguments) {
        start(arguments);
    }

    public static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(DevSignIn.class)
                .properties("spring.config.name=dev-signin")
                .run(arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RSAKey signingKey(SignInProperties properties) {
        return SigningKey.in(properties.keyFile());
    }

    @Bean
    Tokens tokens(SignInProperties properties, RSAKey key, Clock clock, JsonMapper json) {
        return new Tokens(properties.issuer().toString(), key, clock, json);
    }

    @Bean
    BenchUsers benchUsers(SignInProperties properties, RSAKey key, Tokens tokens, Clock clock) {
        var file = new BenchTokenFile(
                properties.keyFile().resolveSibling("bench-tokens"), properties.issuer() + " " + key.getKeyID());
        return new BenchUsers(tokens, clock, file);
    }

    @Bean
    MailCatcher mailCatcher(SignInProperties properties) {
        return new MailCatcher(properties.smtpPort());
    }

    @Bean
    FilterRegistrationBean<PublicAddress> publicAddress(SignInProperties properties) {
        var registration = new FilterRegistrationBean<>(new PublicAddress(properties.issuer(), properties.origins()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
