package dev.parley.gateway.liveness;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.gateway.identity.Profile;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/// Tells the others as whom people are known, once for what is new to this process: a profile that it has not told yet,
/// or that has changed. A repeat is harmless, so the memory is bounded, and short enough to heal what got lost.
final class Profiles implements Consumer<Profile> {
    private static final Duration MEMORY = Duration.ofHours(1);

    private final Signals signals;
    private final Cache<Person, Profile> told;

    private record Person(String tenant, UUID userId) {}

    Profiles(Signals signals, long most) {
        this.signals = signals;
        this.told =
                Caffeine.newBuilder().maximumSize(most).expireAfterWrite(MEMORY).build();
    }

    /// Returns at once.
    @Override
    public void accept(Profile profile) {
        Person person = new Person(profile.tenant(), profile.userId());
        if (!profile.equals(told.getIfPresent(person)) && signals.profileSeen(profile)) {
            told.put(person, profile);
        }
    }
}
