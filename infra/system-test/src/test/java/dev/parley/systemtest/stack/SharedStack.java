package dev.parley.systemtest.stack;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one [Stack] of the test run: started when the first test asks, stopped after the last one. A stack
/// that does not start is not tried again.
public final class SharedStack implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedStack.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Stack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("stack", _ -> new Holder(), Holder.class)
                .get();
    }

    /// Closed by JUnit with the store, after all tests.
    private static final class Holder implements AutoCloseable {

        private @Nullable Stack stack;
        private @Nullable Exception failure;

        synchronized Stack get() {
            if (stack == null && failure == null) {
                try {
                    stack = Stack.start(Checkout.root(), "stack");
                } catch (IOException | RuntimeException e) {
                    failure = e;
                }
            }
            if (stack == null) {
                throw new IllegalStateException("The stack of this test run did not start.", failure);
            }
            return stack;
        }

        @Override
        public synchronized void close() {
            if (stack != null) {
                stack.close();
            }
        }
    }
}
