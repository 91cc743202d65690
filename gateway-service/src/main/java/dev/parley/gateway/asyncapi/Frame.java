package dev.parley.gateway.asyncapi;

import org.jspecify.annotations.Nullable;

/// One kind of frame of `parley.v1`.
///
/// @param type as on the wire
/// @param about what it is for
/// @param who who may send it, or who gets it
/// @param isEntry whether it stands in the log of a conversation: then it carries `seq`, arrives in its order, and is
///     made up for after a reconnect
/// @param data the form of `data`
/// @param answer the form of the `data` of the `ack`; null for what a server sends
record Frame(
        String type,
        String about,
        String who,
        boolean isEntry,
        Shape data,
        @Nullable Shape answer) {

    static Frame asked(String type, String about, String who, Shape data, Shape answer) {
        return new Frame(type, about, who, false, data, answer);
    }

    static Frame told(String type, String about, String who, Shape data) {
        return new Frame(type, about, who, false, data, null);
    }

    static Frame entry(String type, String about, Shape data) {
        return new Frame(type, about, "Participants and those who joined the conversation", true, data, null);
    }
}
