package dev.parley.claims;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/// Stands before the pool and notes each statement that is executed.
public final class CountedStatements implements BeanPostProcessor {
    private final List<String> executed = new CopyOnWriteArrayList<>();

    /// Statements of requests; the consumer and the watch over dead letters work beside them.
    public List<String> ofRequests() {
        return executed.stream()
                .filter(sql -> !sql.matches("(?s).*(dead_letter|consumed_event|parked_key|relay_offset).*"))
                .toList();
    }

    public void forget() {
        executed.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool && name.equals("dataSource")
                ? proxy(DataSource.class, pool, null)
                : bean;
    }

    private <T> T proxy(Class<T> type, T target, String prepared) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        executed.add(prepared == null ? String.valueOf(arguments[0]) : prepared);
                    }
                    Object result;
                    try {
                        result = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    return switch (result) {
                        case PreparedStatement statement ->
                            proxy(PreparedStatement.class, statement, String.valueOf(arguments[0]));
                        case Statement statement -> proxy(Statement.class, statement, null);
                        case Connection connection
                        when type == DataSource.class -> proxy(Connection.class, connection, null);
                        case null, default -> result;
                    };
                }));
    }
}
