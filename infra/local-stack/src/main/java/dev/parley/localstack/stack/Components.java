package dev.parley.localstack.stack;

import dev.parley.localstack.kafka.KafkaBroker;
import dev.parley.localstack.postgres.DatabaseRoles;
import dev.parley.localstack.postgres.PostgresBinaries;
import dev.parley.localstack.postgres.PostgresConfig;
import dev.parley.localstack.postgres.PostgresServer;
import dev.parley.localstack.signin.DevSignIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Describes every process of the stack for a workspace and its settings.
public final class Components {

    public static final String POSTGRES = "postgres";
    public static final String KAFKA = "kafka";
    public static final String SIGN_IN = "dev-signin";

    private static final String READINESS = "/health/readiness";
    private static final List<String> SETTINGS_OF_THE_LAUNCHER =
            List.of("PARLEY_HOME", "PARLEY_JAVA_HOME", "PARLEY_ROOT", "PARLEY_STATE");

    private final Workspace workspace;
    private final StackSettings settings;
    private final Secrets secrets;
    private final Function<ServiceName, Optional<Path>> jars;

    Components(
            Workspace workspace, StackSettings settings, Secrets secrets, Function<ServiceName, Optional<Path>> jars) {
        this.workspace = workspace;
        this.settings = settings;
        this.secrets = secrets;
        this.jars = jars;
    }

    /// With the services as they are built now.
    public static Components current(Workspace workspace) {
        return with(workspace, new AppFolders(workspace)::runnable);
    }

    /// With the services as they were when the stack was started: what a restarted supervisor goes on with.
    static Components chosen(Workspace workspace) {
        return with(workspace, service -> ChosenApps.of(workspace, service));
    }

    private static Components with(Workspace workspace, Function<ServiceName, Optional<Path>> jars) {
        var secrets = Secrets.in(workspace.secrets().resolve("secrets.properties"));
        return new Components(workspace, StackSettings.current(), secrets, jars);
    }

    public Workspace workspace() {
        return workspace;
    }

    public StackSettings settings() {
        return settings;
    }

    public PostgresConfig postgresConfig() {
        return new PostgresConfig(
                workspace.data().resolve("postgres"),
                settings.postgresPort(),
                secrets.superuserPassword(),
                workspace.log(POSTGRES),
                PostgresBinaries.in(workspace.cache()),
                Map.of());
    }

    public DatabaseRoles roles(String database) {
        return secrets.roles(database);
    }

    Component postgres() {
        PostgresConfig config = postgresConfig();
        return new Component(
                POSTGRES,
                config.port(),
                0,
                PostgresServer.command(config),
                Map.of(),
                Probe.postgres(config),
                "INT",
                () -> PostgresServer.prepare(config),
                Optional.empty());
    }

    Component kafka() {
        Path marker = workspace.run().resolve("kafka.ready");
        List<String> flags = new ArrayList<>(JavaCommand.flags(256, true));
        flags.add("-Dlogback.configurationFile=local-stack-logback.xml");
        return java(
                KAFKA,
                settings.kafkaPort(),
                0,
                flags,
                JavaCommand.ownClass(
                        KafkaBroker.class.getName(),
                        workspace.data().resolve("kafka").toString(),
                        Integer.toString(settings.kafkaPort()),
                        Integer.toString(settings.kafkaControllerPort()),
                        marker.toString()),
                JavaCommand.ownClass(KafkaBroker.class.getName(), KafkaBroker.TRAINING),
                Map.of(),
                Probe.marked(settings.kafkaPort(), marker, workspace, KAFKA));
    }

    Component signIn() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("SERVER_PORT", Integer.toString(settings.signInPort()));
        environment.put("PARLEY_ISSUER", settings.issuer());
        environment.put("PARLEY_SMTP_PORT", Integer.toString(settings.smtpPort()));
        environment.put(
                "PARLEY_SIGNIN_KEY",
                workspace.secrets().resolve("signin-key.json").toString());
        List<String> program = JavaCommand.ownClass(DevSignIn.class.getName());
        return java(
                SIGN_IN,
                settings.signInPort(),
                0,
                // Hot because of its signatures: the quick compiler needs ten times as long for one.
                JavaCommand.flags(160, true),
                program,
                exitingOnRefresh(program),
                environment,
                Probe.http(settings.signInPort(), "/dev/jwks.json"));
    }

    /// Empty when the service has not been built.
    Optional<Component> service(ServiceName service) {
        return jars.apply(service).map(jar -> {
            List<String> program = List.of("-jar", jar.toString());
            return java(
                    service.service(),
                    settings.port(service),
                    settings.managementPort(service),
                    JavaCommand.flags(service.heapMegabytes(), service.hot()),
                    program,
                    exitingOnRefresh(program),
                    environment(service),
                    Probe.http(settings.managementPort(service), READINESS));
        });
    }

    private static List<String> exitingOnRefresh(List<String> program) {
        var training = new ArrayList<String>(List.of("-Dspring.context.exit=onRefresh"));
        training.addAll(program);
        return training;
    }

    private Component java(
            String name,
            int port,
            int managementPort,
            List<String> flags,
            List<String> program,
            List<String> trainingProgram,
            Map<String, String> environment,
            Probe probe) {
        var command = new ArrayList<String>(List.of(JavaCommand.program()));
        command.addAll(flags);
        command.addAll(program);
        var training = new ArrayList<String>(List.of(JavaCommand.program()));
        training.addAll(flags);
        training.addAll(trainingProgram);
        var dependsOn = new ArrayList<String>(training);
        dependsOn.add(System.getProperty("java.vm.version"));
        Path cache = workspace.aot().resolve(name + "-" + Fingerprint.of(dependsOn) + ".aot");
        return new Component(
                name,
                port,
                managementPort,
                List.copyOf(command),
                withOverrides(environment),
                probe,
                "TERM",
                () -> {},
                Optional.of(new Component.AotCache(cache, List.copyOf(training))));
    }

    /// `PARLEY_…` variables of the person who starts the stack reach every process; what the launcher decides wins.
    private static Map<String, String> withOverrides(Map<String, String> decided) {
        var all = new LinkedHashMap<String, String>();
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("PARLEY_") && !SETTINGS_OF_THE_LAUNCHER.contains(name)) {
                all.put(name, value);
            }
        });
        all.putAll(decided);
        // Fewer arenas of the C library: tens of megabytes less in each JVM.
        all.put("MALLOC_ARENA_MAX", "2");
        return Map.copyOf(all);
    }

    private Map<String, String> environment(ServiceName service) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("SERVER_PORT", Integer.toString(settings.port(service)));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(settings.managementPort(service)));
        environment.put("PARLEY_BIND", "127.0.0.1");
        environment.put("PARLEY_KAFKA_BOOTSTRAP", settings.kafkaBootstrap());
        environment.put("PARLEY_ISSUER", settings.issuer());
        environment.put("PARLEY_JWKS_URI", "http://127.0.0.1:" + settings.signInPort() + "/dev/jwks.json");
        environment.put("PARLEY_CURSOR_SECRET", secrets.cursorSecret());
        environment.put("PARLEY_SMTP_HOST", "127.0.0.1");
        environment.put("PARLEY_SMTP_PORT", Integer.toString(settings.smtpPort()));
        environment.put(
                "PARLEY_DATA_DIR", workspace.data().resolve(service.shortName()).toString());
        if (service.hasDatabase()) {
            DatabaseRoles roles = secrets.roles(service.shortName());
            environment.put("PARLEY_DATABASE_HOST", "127.0.0.1");
            environment.put("PARLEY_DATABASE_PORT", Integer.toString(settings.postgresPort()));
            environment.put("PARLEY_DATABASE_NAME", roles.database());
            environment.put("PARLEY_DATABASE_OWNER_PASSWORD", roles.ownerPassword());
            environment.put("PARLEY_DATABASE_APP_PASSWORD", roles.appPassword());
            environment.put("PARLEY_DATABASE_RELAY_PASSWORD", roles.relayPassword());
        }
        if (service == ServiceName.GATEWAY) {
            for (ServiceName other : ServiceName.values()) {
                if (other != ServiceName.GATEWAY) {
                    environment.put("PARLEY_" + other.name() + "_URL", "http://127.0.0.1:" + settings.port(other));
                }
            }
            environment.put("PARLEY_DEV_URL", "http://127.0.0.1:" + settings.signInPort());
        }
        return environment;
    }
}
