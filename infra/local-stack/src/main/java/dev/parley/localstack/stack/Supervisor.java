package dev.parley.localstack.stack;

import dev.parley.localstack.postgres.Databases;
import dev.parley.localstack.process.ProcessId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The process that starts the stack and keeps it running until it is asked to end (`TERM`, or the marker `wanted` is
/// gone). PostgreSQL, Kafka and sign-in start at once; the services as soon as databases and topics are there.
public final class Supervisor {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /// Those whose absence is felt most get their AOT cache first; the last of the list is the first.
    private static final List<String> FIRST_TRAINED =
            List.of(ServiceName.MESSAGING.service(), ServiceName.GATEWAY.service(), Components.KAFKA);

    private final Workspace workspace;
    private final Components components;
    private final Map<String, Watcher> watchers = new TreeMap<>();
    private final List<String> skipped = new ArrayList<>();
    private final AtomicBoolean dirty = new AtomicBoolean(true);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AotTraining training;

    private volatile StackState.Phase phase = StackState.Phase.STARTING;
    private volatile @Nullable String problem;

    private Supervisor(Workspace workspace) {
        this.workspace = workspace;
        this.components = Components.chosen(workspace);
        this.training = new AotTraining(workspace);
    }

    public static void main(String... arguments) throws Exception {
        Workspace workspace = Workspace.current();
        try (FileChannel channel = FileChannel.open(
                        workspace.run().resolve("supervisor.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                say("another supervisor is at work; leaving");
                return;
            }
            new Supervisor(workspace).supervise();
        }
    }

    static void say(String what) {
        System.out.println(TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + " " + what);
    }

    private void supervise() throws InterruptedException {
        recordSelf();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopEverything));
        try {
            startEverything();
        } catch (RuntimeException e) {
            giveUp(e);
        }
        int rounds = 0;
        while (!ended.await(200, TimeUnit.MILLISECONDS)) {
            publish();
            if (!workspace.isWanted()) {
                return;
            }
            if (rounds++ % 10 == 0 && !Guardian.alive(workspace) && phase != StackState.Phase.STOPPING) {
                say("the guardian is gone; starting another");
                Guardian.attach(workspace);
            }
        }
    }

    private void startEverything() {
        Watcher postgres = watch(components.postgres());
        Watcher kafka = watch(components.kafka());
        Watcher signIn = watch(components.signIn());
        var services = new ArrayList<Watcher>();
        for (ServiceName name : ServiceName.values()) {
            List<Component> replicas = components.replicas(name);
            replicas.forEach(component -> services.add(watch(component)));
            if (replicas.isEmpty()) {
                skipped.add(name.service());
            }
        }
        postgres.begin();
        kafka.begin();
        signIn.begin();
        CompletableFuture<Void> databases = postgres.ready().thenRunAsync(this::provision);
        CompletableFuture<Void> ground = CompletableFuture.allOf(databases, kafka.ready());
        ground.thenRun(() -> services.forEach(Watcher::begin));
        var all = new ArrayList<CompletableFuture<?>>(List.of(ground, signIn.ready()));
        services.forEach(service -> all.add(service.ready()));
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenRun(this::allReady)
                .exceptionally(e -> {
                    giveUp(e);
                    return null;
                });
    }

    private Watcher watch(Component component) {
        var watcher = new Watcher(component, workspace, () -> dirty.set(true));
        watchers.put(component.name(), watcher);
        return watcher;
    }

    private void provision() {
        for (String database : ServiceName.databases()) {
            Databases.provision(components.postgresConfig(), components.roles(database));
        }
        say("databases are there");
    }

    private void allReady() {
        say("everything is ready");
        phase = StackState.Phase.READY;
        dirty.set(true);
        training.begin(watchers.values().stream()
                .map(Watcher::component)
                .sorted(Comparator.comparing((Component component) -> FIRST_TRAINED.indexOf(component.name()))
                        .reversed())
                .toList());
    }

    private void giveUp(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        say("gives up: " + cause);
        problem = cause.getMessage();
        phase = StackState.Phase.FAILED;
        dirty.set(true);
    }

    private void publish() {
        if (!dirty.getAndSet(false)) {
            return;
        }
        try {
            new StackState(
                            phase,
                            problem,
                            watchers.values().stream().map(Watcher::state).toList(),
                            skipped)
                    .write(workspace);
        } catch (IOException fullDisk) {
            dirty.set(true);
        }
    }

    /// Another one after each build: a new launcher replaces a supervisor of the last build.
    static String fingerprint() {
        return Fingerprint.of(List.of(System.getProperty("java.class.path")));
    }

    private void recordSelf() {
        ProcessId self = ProcessId.self();
        int restarts = RunRecord.of(workspace, Component.SUPERVISOR)
                .map(before -> before.restarts() + 1)
                .orElse(0);
        new RunRecord(
                        Component.SUPERVISOR,
                        self.pid(),
                        self.startTicks(),
                        0,
                        restarts,
                        fingerprint(),
                        System.currentTimeMillis())
                .write(workspace);
        say("supervisor started as process " + self.pid());
    }

    private void stopEverything() {
        phase = StackState.Phase.STOPPING;
        dirty.set(true);
        publish();
        training.stop();
        for (Predicate<String> group : Stopping.order()) {
            Stopping.together(watchers.values().stream()
                    .filter(watcher -> group.test(watcher.component().name()))
                    .map(watcher -> (Runnable) watcher::stop)
                    .toList());
            dirty.set(true);
            publish();
        }
        RunRecord.delete(workspace, Component.SUPERVISOR);
        say("everything has stopped");
        ended.countDown();
    }
}
