package org.ooni.pipeline.cli.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A connection whose {@code close()} gives it back. */
final class LentConnection implements InvocationHandler {
    /** SQL's name for a connection that there is not. */
    private static final String DOES_NOT_EXIST = "08003";

    private final AtomicReference<Connection> lent;
    private final Consumer<Connection> back;

    private LentConnection(Connection lent, Consumer<Connection> back) {
        this.lent = new AtomicReference<>(lent);
        this.back = back;
    }

    static Connection of(Connection lent, Consumer<Connection> back) {
        return (Connection) Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new LentConnection(lent, back));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            Connection returned = lent.getAndSet(null);
            if (returned != null) {
                back.accept(returned);
            }
            return null;
        }
        Connection connection = lent.get();
        if (connection == null) {
            return afterwards(method);
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object afterwards(Method method) throws SQLException {
        return switch (method.getName()) {
            case "isClosed" -> true;
            case "isValid" -> false;
            case "toString" -> "a connection that was given back";
            default -> throw new SQLException("This connection has been closed.", DOES_NOT_EXIST);
        };
    }
}
