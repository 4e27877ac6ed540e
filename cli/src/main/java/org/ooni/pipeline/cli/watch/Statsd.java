package org.ooni.pipeline.cli.watch;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.ooni.pipeline.cli.exit.CommandException;

/**
 * Counters and timers by UDP. A thread of its own looks up the host and sends; what it cannot take at once is dropped,
 * and so is all where nobody listens.
 */
final class Statsd implements Watcher {
    private static final String PREFIX = "ooni_pipeline.";

    /** Bytes that pass every network in one piece. */
    private static final int DATAGRAM = 1400;

    private static final int WAITING = 1000;
    private static final long LAST_SECONDS = 2;
    private static final String OVER = "";

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread sender;

    private Statsd(String host, int port) {
        sender = new Thread(() -> send(host, port), "statsd");
        sender.setDaemon(true);
    }

    /** @throws CommandException wrong use, if {@code address} is not {@code host:port} */
    static Statsd to(String address) {
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw CommandException.usage("--statsd: '" + address + "' is not of the form host:port.");
        }
        Statsd statsd = new Statsd(address.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(port));
        statsd.sender.start();
        return statsd;
    }

    @Override
    public void bucket(Run run, String stage, Map<String, Object> counts) {
        String name = PREFIX + word(run.command()) + "." + word(stage) + ".";
        StringBuilder datagram = new StringBuilder();
        add(datagram, name + (counts.isEmpty() ? "buckets_failed" : "buckets_done") + ":1|c");
        counts.forEach((figure, value) -> {
            if (figure.equals("seconds") && value instanceof Number seconds) {
                add(datagram, name + "duration:" + Math.round(seconds.doubleValue() * 1000) + "|ms");
            } else if (value instanceof Number number && number.longValue() != 0) {
                add(datagram, name + word(figure) + ":" + number.longValue() + "|c");
            }
        });
        waiting.offer(datagram.toString());
    }

    @Override
    public void ended(Run run) {
        String name = PREFIX + word(run.command()) + ".";
        String exit =
                run.end().exit().isPresent() ? Integer.toString(run.end().exit().getAsInt()) : "signal";
        StringBuilder datagram = new StringBuilder();
        add(datagram, name + "exit_" + exit + ":1|c");
        long millis = run.end().time().toEpochMilli() - run.start().toEpochMilli();
        add(datagram, name + "duration:" + millis + "|ms");
        waiting.offer(datagram.toString());
        waiting.offer(OVER);
        try {
            sender.join(TimeUnit.SECONDS.toMillis(LAST_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(StringBuilder datagram, String metric) {
        if (datagram.length() + metric.length() >= DATAGRAM) {
            waiting.offer(datagram.toString());
            datagram.setLength(0);
        }
        datagram.append(datagram.length() == 0 ? "" : "\n").append(metric);
    }

    private void send(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (String text = waiting.take(); !text.equals(OVER); text = waiting.take()) {
                trySend(socket, text, address);
            }
        } catch (IOException | InterruptedException e) {
            // Nobody is told: these figures are a courtesy.
            waiting.clear();
        }
    }

    private static void trySend(DatagramSocket socket, String text, InetSocketAddress address) throws IOException {
        if (!address.isUnresolved()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(bytes, bytes.length, address));
        }
    }

    /** A part of a name, which a point would divide. */
    private static String word(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
    }
}
