package dev.parley.testkit.conformance;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/// Counts the SQL statements that requests send, those that tell PostgreSQL the tenant included.
///
/// What the service does meanwhile by itself (consumers, sweeps, the relay) is not counted: only statements from the
/// threads that answer requests and from the thread of the test.
public final class StatementCounter implements BeanPostProcessor {
    private static final String THREADS_OF_REQUESTS = "tomcat-handler";

    private final AtomicInteger statements = new AtomicInteger();
    private volatile long testThread;

    /// @param requests of this test and no other: what runs at the same time is counted too
    public int during(Runnable requests) {
        testThread = Thread.currentThread().threadId();
        int before = statements.get();
        requests.run();
        return statements.get() - before;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? proxy(DataSource.class, source) : bean;
    }

    /// Hands out what the target hands out, connections and statements as proxies again.
    private <T> T proxy(Class<T> type, T target) {
        InvocationHandler handler = (_, method, arguments) -> {
            if (target instanceof Statement && method.getName().startsWith("execute")) {
                count();
            }
            try {
                Object result = method.invoke(target, arguments);
                boolean wraps = target instanceof DataSource || target instanceof Connection;
                return wraps && result != null && method.getReturnType().isInterface()
                        ? wrapped(method.getReturnType(), result)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object wrapped(Class<?> type, Object result) {
        return Connection.class.isAssignableFrom(type) || Statement.class.isAssignableFrom(type)
                ? proxyOf(type, result)
                : result;
    }

    private <T> T proxyOf(Class<T> type, Object target) {
        return proxy(type, type.cast(target));
    }

    private void count() {
        Thread thread = Thread.currentThread();
        if (thread.threadId() == testThread || thread.getName().startsWith(THREADS_OF_REQUESTS)) {
            statements.incrementAndGet();
        }
    }
}
