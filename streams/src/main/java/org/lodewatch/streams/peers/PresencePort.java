package org.lodewatch.streams.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port to which the other instances stay connected. When this process ends, however it ends, its operating system closes the
 * port and the connections, and the others notice at once. The port sends the client id of the instance and a newline, and
 * ignores what it receives.
 */
public final class PresencePort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PresencePort.class);

    /** More than a group has instances. */
    private static final int MAX_CONNECTIONS = 256;

    private final ServerSocketChannel port;
    private final byte[] greeting;
    private final List<SocketChannel> connections = new ArrayList<>();

    private PresencePort(ServerSocketChannel port, String clientId) {
        this.port = port;
        this.greeting = (clientId + "\n").getBytes(UTF_8);
    }

    /**
     * Opens the port.
     *
     * @param address its host is one of this machine, or 0.0.0.0; its port 0 is any free one
     * @throws IOException if the address is not one of this machine, or the port is taken
     */
    public static PresencePort open(HostInfo address, String clientId) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        PresencePort opened = new PresencePort(channel, clientId);
        Thread thread = new Thread(opened::accept, "presence-port");
        thread.setDaemon(true);
        thread.start();
        return opened;
    }

    /**
     * HOST:PORT for the other instances. If the port listens on all addresses of this machine, it is the one from which packets
     * to the brokers leave.
     *
     * @param bootstrapServers HOST:PORT, with commas between several
     * @throws IOException if there is no way to the first of them
     */
    public String address(String bootstrapServers) throws IOException {
        InetAddress listening = port.socket().getInetAddress();
        String host = (listening.isAnyLocalAddress() ? towards(bootstrapServers.split(",")[0].strip()) : listening)
                .getHostAddress();
        return (host.contains(":") ? "[%s]:%d" : "%s:%d").formatted(host, number());
    }

    int number() {
        return port.socket().getLocalPort();
    }

    /** Sends nothing: connecting a datagram socket chooses its local address. */
    private static InetAddress towards(String server) throws IOException {
        HostInfo broker = HostInfo.buildFromEndpoint(server);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(broker.host()), broker.port()));
            return socket.getLocalAddress();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Closes the port and all connections. */
    @Override
    public synchronized void close() {
        close(port);
        connections.forEach(PresencePort::close);
        connections.clear();
    }

    private void accept() {
        try {
            while (port.isOpen()) {
                greet(port.accept());
            }
        } catch (IOException e) {
            // Closed, or out of file handles: the port stays bound, so that nobody takes this process for one that has
            // ended.
            LOG.debug("accepts no connections of other instances any more", e);
        }
    }

    private synchronized void greet(SocketChannel connection) {
        connections.removeIf(earlier -> !Connections.isOpen(earlier));
        if (!port.isOpen() || connections.size() >= MAX_CONNECTIONS) {
            close(connection);
            return;
        }
        try {
            connection.configureBlocking(false);
            connection.write(ByteBuffer.wrap(greeting)); // the buffer of a new connection has room for it
            connections.add(connection);
        } catch (IOException e) {
            close(connection);
        }
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("a connection of another instance was broken", e);
        }
    }
}
