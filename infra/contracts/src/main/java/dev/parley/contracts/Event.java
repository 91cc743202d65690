package dev.parley.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How a record is known on the wire.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Event {
    /// Logical, versioned name, `<aggregate>.<past participle>.v<major>`; never a class name.
    String type();

    Topic topic();

    /// The one service that constructs and publishes this record.
    String publisher();

    /// The id that is the Kafka key. Order holds among records of one topic with the same key, and nowhere else.
    String key();
}
