package dev.parley.gateway.backend;

/// Where the services are. What is known of their replicas is known once, for requests and for sockets.
public record Backends(
        Replicas claims,
        Replicas messaging,
        Replicas attachment,
        Replicas notification,
        Replicas presence,
        Replicas admin) {}
