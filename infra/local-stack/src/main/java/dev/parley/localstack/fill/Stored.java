package dev.parley.localstack.fill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Tells the load generator what there is to be read: `bench/stored.json` in the folder of the stack's state.
final class Stored {
    private static final int LONG = 100;
    private static final int SAMPLE = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    Stored(Path folder) {
        this.folder = folder;
    }

    void write(Connection connection) throws SQLException {
        var stored = new LinkedHashMap<String, Object>();
        stored.put("messages", number(connection, "select count(*) from message where tenant = 'acme'"));
        long claims = number(connection, "select count(*) from conversation where tenant = 'acme' and kind = 'CLAIM'");
        stored.put("claims", claims);
        stored.put("customers", FillPeople.customersFor((int) claims));
        stored.put("agents", FillPeople.agentsFor((int) claims));
        stored.put("frequentWord", Vocabulary.FREQUENT);
        stored.put("secondWords", Vocabulary.SECOND);
        stored.put("rareWords", Vocabulary.RARE);
        stored.put("longest", conversations(connection, "order by last_seq desc limit " + LONG));
        // Drawn as often as it is long: a conversation with many messages is one that people open.
        stored.put("sample", conversations(connection, "order by -ln(1 - random()) / last_seq limit " + SAMPLE));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("stored.json"), JSON.writeValueAsString(stored));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Map<String, Object>> conversations(Connection connection, String which) throws SQLException {
        var found = new ArrayList<Map<String, Object>>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select id, last_seq from conversation where tenant = 'acme' and kind = 'CLAIM' " + which)) {
            while (row.next()) {
                found.add(Map.of("id", row.getString(1), "lastSeq", row.getLong(2)));
            }
        }
        return found;
    }
}
