package org.lodewatch.streams.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * The connection to the {@link PresencePort} at an address. It tells a process that has ended from one that is only silent:
 *
 * <ul>
 *   <li>While the connection is open, the process exists, even if it is suspended.
 *   <li>The process has ended if the connection was closed and its machine then refuses new ones at the address twice.
 *   <li>Anything else shows nothing: no answer, no route, or an address at which this instance has never reached the process,
 *       such as a loopback address of another machine.
 * </ul>
 */
final class PeerLink implements AutoCloseable {

    /** Less than an operating system waits before it gives up, so that it throws a ConnectException only for a refusal. */
    private static final int CONNECT_MILLIS = 500;

    private static final int GREETING_MILLIS = 500;
    private static final int LONGEST_GREETING = 512;
    private static final int NEEDED_REFUSALS = 2;

    /** After an attempt that shows nothing. */
    private static final int LOOKS_BETWEEN_ATTEMPTS = 10;

    /** Connects, or throws as {@link java.net.Socket#connect(java.net.SocketAddress, int)}. */
    interface Connector {

        SocketChannel connect(InetSocketAddress address) throws IOException;
    }

    private final String host;
    private final int port;
    private final Connector connector;

    private Optional<String> peer = Optional.empty();
    private Optional<SocketChannel> connection = Optional.empty();
    private int refusals;
    private int looksToSkip;

    PeerLink(String host, int port) {
        this(host, port, PeerLink::connect);
    }

    PeerLink(String host, int port, Connector connector) {
        this.host = host;
        this.port = port;
        this.connector = connector;
    }

    /**
     * Looks at the connection, and connects if there is none: at most a second.
     *
     * @return the client id of the instance at the address if its process has ended; once
     */
    Optional<String> look() {
        if (connection.filter(Connections::isOpen).isPresent()) {
            return Optional.empty();
        }
        connection = Optional.empty();
        if (looksToSkip > 0) {
            looksToSkip--;
            return Optional.empty();
        }
        try {
            // The name may have another address than before.
            open(connector.connect(new InetSocketAddress(host, port)));
            refusals = 0;
            return Optional.empty();
        } catch (ConnectException e) {
            return refused();
        } catch (IOException | RuntimeException e) { // the latter for a name without an address
            refusals = 0;
            looksToSkip = LOOKS_BETWEEN_ATTEMPTS;
            return Optional.empty();
        }
    }

    private Optional<String> refused() {
        if (peer.isPresent() && ++refusals < NEEDED_REFUSALS) {
            return Optional.empty();
        }
        Optional<String> ended = peer;
        peer = Optional.empty();
        refusals = 0;
        looksToSkip = LOOKS_BETWEEN_ATTEMPTS;
        return ended;
    }

    private void open(SocketChannel opened) throws IOException {
        try {
            peer = Optional.of(greeting(opened));
            opened.configureBlocking(false);
            connection = Optional.of(opened);
        } catch (IOException | RuntimeException e) {
            Connections.closeQuietly(opened);
            throw e;
        }
    }

    private static String greeting(SocketChannel opened) throws IOException {
        opened.socket().setSoTimeout(GREETING_MILLIS);
        InputStream in = opened.socket().getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() == LONGEST_GREETING) {
                throw new EOFException("no client id");
            }
            line.write(next);
        }
        return line.toString(UTF_8);
    }

    private static SocketChannel connect(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, CONNECT_MILLIS);
            return channel;
        } catch (IOException | RuntimeException e) {
            Connections.closeQuietly(channel);
            throw e;
        }
    }

    @Override
    public void close() {
        connection.ifPresent(Connections::closeQuietly);
        connection = Optional.empty();
    }
}
