package dev.parley.messaging.property;

import dev.parley.testkit.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A context and a database that only these tests use: they count rows, look at whole tables and change policies.
/// Requests about conversations that are not there do not wait for them.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest(
        database = "messaging_property",
        properties = {
            "messaging.conversation.projection-wait=0s",
            "spring.kafka.consumer.group-id=messaging-property",
        })
@interface PropertyTest {}
