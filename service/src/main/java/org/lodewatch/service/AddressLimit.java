package org.lodewatch.service;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;

/** Closes new connections of an address that has too many open ones, so that no single client occupies the port. */
final class AddressLimit implements Connection.Listener {

    private final int limit;
    /** The address of each open connection, which it no longer has when it is closed. */
    private final Map<Connection, InetAddress> open = new ConcurrentHashMap<>();

    /** @param limit connections of one address at once */
    AddressLimit(int limit) {
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote) {
            open.put(connection, remote.getAddress());
            long ofAddress =
                    open.values().stream().filter(remote.getAddress()::equals).count();
            if (ofAddress > limit) {
                connection.close();
            }
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }
}
