package dev.parley.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Names of the Kafka headers of CloudEvents 1.0 in binary mode, and the set that every record carries.
public final class CloudEventHeaders {
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SUBJECT = "ce_subject";
    public static final String TENANT = "ce_tenant";
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACE_PARENT = "traceparent";

    private CloudEventHeaders() {}

    /// Headers for a record that is published directly, without a journal row (sessions, typing, presence).
    public static Map<String, byte[]> of(UUID id, DomainEvent event, String subject, Instant time) {
        Event description = Catalogue.describe(event.getClass());
        Map<String, byte[]> headers = new LinkedHashMap<>();
        put(headers, SPEC_VERSION, "1.0");
        put(headers, ID, id.toString());
        put(headers, TYPE, description.type());
        put(headers, SOURCE, description.publisher());
        put(headers, TIME, time.toString());
        put(headers, SUBJECT, subject);
        put(headers, TENANT, event.tenant());
        put(headers, CONTENT_TYPE, "application/json");
        return headers;
    }

    private static void put(Map<String, byte[]> headers, String name, String value) {
        headers.put(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
