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
import java.util.stream.Collectors;

/// Describes every process of the stack for a workspace and its settings.
public final class Components {

    public static final String POSTGRES = "postgres";
    public static final String KAFKA = "kafka";
    public static final String SIGN_IN = "dev-signin";

    private static final String READINESS = "/health/readiness";
    /// The pool of the application, the relay's, its replication, and a migration at the start.
    private static final int MOST_CONNECTIONS_EACH = 15;

    private static final int CONNECTIONS_FOR_PEOPLE = 30;
    private static final List<String> SETTINGS_OF_THE_LAUNCHER =
            List.of("PARLEY_HOME", "PARLEY_JAVA_HOME", "PARLEY_ROOT", "PARLEY_STATE");

    private final Workspace workspace;
    private final StackSettings settings;
    private final Secrets secrets;
    private final Scale scale;
    private final Function<ServiceName, Optional<Path>> jars;

    Components(
            Workspace workspace,
            StackSettings settings,
            Secrets secrets,
            Scale scale,
            Function<ServiceName, Optional<Path>> jars) {
        this.workspace = workspace;
        this.settings = settings;
        this.secrets = secrets;
        this.scale = scale;
        this.jars = jars;
    }

    /// With the services as they are built now, as many as run now.
    public static Components current(Workspace workspace) {
        return current(workspace, Scale.running(workspace));
    }

    /// With the services as they are built now.
    public static Components current(Workspace workspace, Scale scale) {
        return with(workspace, scale, new AppFolders(workspace)::runnable);
    }

    /// With the services as they were when the stack was started: what a restarted supervisor goes on with.
    static Components chosen(Workspace workspace) {
        return with(workspace, Scale.recorded(workspace), service -> ChosenApps.of(workspace, service));
    }

    private static Components with(Workspace workspace, Scale scale, Function<ServiceName, Optional<Path>> jars) {
        var secrets = Secrets.in(workspace.secrets().resolve("secrets.properties"));
        return new Components(workspace, StackSettings.current(), secrets, scale, jars);
    }

    public Workspace workspace() {
        return workspace;
    }

    public StackSettings settings() {
        return settings;
    }

    public Scale scale() {
        return scale;
    }

    public PostgresConfig postgresConfig() {
        return new PostgresConfig(
                workspace.data().resolve("postgres"),
                settings.postgresPort(),
                secrets.superuserPassword(),
                workspace.log(POSTGRES),
                PostgresBinaries.in(workspace.cache()),
                connectionsOf(scale));
    }

    /// The usual number is enough for a few more processes; no other server is started before it must be.
    static Map<String, String> connectionsOf(Scale scale) {
        long processes = scale.replicas()
                .filter(replica -> replica.service().hasDatabase())
                .count();
        long needed = processes * MOST_CONNECTIONS_EACH + CONNECTIONS_FOR_PEOPLE;
        return needed <= PostgresConfig.CONNECTIONS ? Map.of() : Map.of("max_connections", Long.toString(needed));
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
    List<Component> replicas(ServiceName service) {
        return jars.apply(service)
                .map(jar -> scale.replicas(service).stream()
                        .map(replica -> replica(replica, jar))
                        .toList())
                .orElse(List.of());
    }

    private Component replica(Replica replica, Path jar) {
        ServiceName service = replica.service();
        List<String> program = List.of("-jar", jar.toString());
        return java(
                replica.name(),
                settings.port(replica),
                settings.managementPort(replica),
                JavaCommand.flags(service.heapMegabytes(), service.hot()),
                program,
                exitingOnRefresh(program),
                environment(replica),
                Probe.http(settings.managementPort(replica), READINESS));
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
        // The replicas of a service share a cache.
        String family =
                Replica.named(name).map(replica -> replica.service().service()).orElse(name);
        Path cache = workspace.aot().resolve(family + "-" + Fingerprint.of(dependsOn) + ".aot");
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

    private Map<String, String> environment(Replica replica) {
        ServiceName service = replica.service();
        var environment = new LinkedHashMap<String, String>();
        environment.put("SERVER_PORT", Integer.toString(settings.port(replica)));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(settings.managementPort(replica)));
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
                    environment.put("PARLEY_" + other.name() + "_URL", addresses(other));
                }
            }
            environment.put("PARLEY_DEV_URL", "http://127.0.0.1:" + settings.signInPort());
        }
        return environment;
    }

    private String addresses(ServiceName service) {
        return scale.replicas(service).stream()
                .map(replica -> "http://127.0.0.1:" + settings.port(replica))
                .collect(Collectors.joining(","));
    }
}
