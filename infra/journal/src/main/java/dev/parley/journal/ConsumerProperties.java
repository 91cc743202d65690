package dev.parley.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/// How this service takes in events.
///
/// @param concurrency how many threads share the partitions; useful up to 8
/// @param batch how many records one transaction may hold
/// @param fetchWait how long the broker waits for `fetchMin` to come together before it answers. After an empty answer
///     the next request is sent up to 50 ms later, so a shorter wait costs requests and delay
/// @param fetchMin the broker answers as soon as so much is there; the default is a single record. A service whose
///     events nobody waits for asks for more, and does in one transaction what came in `fetchWait`
/// @param tries how often a record is tried before its key is parked; its partition waits meanwhile
/// @param firstPause pause after the first failed try; doubled after each further one
/// @param outagePause pause between two tries while the database is away; those tries are not counted
/// @param remember how long `consumed_event` keeps what was consumed. Longer than any topic keeps records, and than the
///     age of anything that is published again
@ConfigurationProperties("journal.consumer")
public record ConsumerProperties(
        @DefaultValue("1") int concurrency,
        @DefaultValue("500") int batch,
        @DefaultValue("1s") Duration fetchWait,
        @DefaultValue("1B") DataSize fetchMin,
        @DefaultValue("5") int tries,
        @DefaultValue("200ms") Duration firstPause,
        @DefaultValue("1s") Duration outagePause,
        @DefaultValue("30d") Duration remember) {

    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(2);

    public ConsumerProperties {
        Assert.isTrue(concurrency >= 1, "journal.consumer.concurrency must be at least 1");
        Assert.isTrue(batch >= 1, "journal.consumer.batch must be at least 1");
        Assert.isTrue(
                fetchMin.toBytes() >= 1 && fetchMin.compareTo(DataSize.ofMegabytes(16)) <= 0,
                "journal.consumer.fetch-min must be from 1B to 16MB");
        Assert.isTrue(tries >= 1, "journal.consumer.tries must be at least 1");
        Assert.isTrue(tries <= 20, "journal.consumer.tries must be at most 20");
        Assert.isTrue(
                firstPause.multipliedBy((1L << (tries - 1)) - 1).compareTo(LONGEST_BLOCK) <= 0,
                "journal.consumer.tries and first-pause together may block a partition for at most two minutes");
        Assert.isTrue(
                remember.compareTo(Duration.ofDays(8)) >= 0,
                "journal.consumer.remember must be longer than topics keep records (at least 8d)");
    }

    Duration pauseAfter(int attempt) {
        return firstPause.multipliedBy(1L << (attempt - 1));
    }
}
