package org.ooni.pipeline.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Drops the reports of some days into reports-raw, each in one of the ways in which collectors do it. Most come on their
 * day, which lasts for a moment, and two of three days for a tick; others days later, when theirs is over and canned.
 *
 * @param from has a directory of reports for each day
 * @param into is made like it
 * @param ticks has a permit for each tick that has ended
 */
record MonthFeeder(Path from, Path into, long dayMillis, Semaphore ticks, Random random) implements Callable<Integer> {
    private static final int LATEST_DAYS = 14;
    private static final int PIECES = 3;
    private static final long PIECE_MILLIS = 30;

    /** How a report gets its name. */
    private enum Manner {
        AT_ONCE,
        MOVED,
        MOVED_SLOWLY,
        SLOWLY
    }

    /** @param day when it comes, counted from the first */
    private record Delivery(double day, Path report, Manner manner) {}

    /** Feeds all; returns how many came on another day than theirs. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Delivery> deliveries = new ArrayList<>();
        List<Path> days = MadeArchive.list(from);
        int late = 0;
        for (int day = 0; day < days.size(); day++) {
            for (Path report : MadeArchive.list(days.get(day))) {
                boolean isLate = random.nextBoolean();
                double delay = isLate ? 1 + random.nextInt(LATEST_DAYS) + random.nextDouble() : random.nextDouble();
                Manner manner = Manner.values()[random.nextInt(Manner.values().length)];
                deliveries.add(new Delivery(day + delay, report, manner));
                late += isLate ? 1 : 0;
            }
        }
        deliveries.sort(Comparator.comparingDouble(Delivery::day));
        double time = 0;
        for (Delivery delivery : deliveries) {
            Thread.sleep((long) ((delivery.day() - time) * dayMillis));
            ticks.acquire(ticksBy(delivery.day()) - ticksBy(time));
            time = delivery.day();
            deliver(delivery);
        }
        return late;
    }

    private static int ticksBy(double day) {
        return (int) day * 2 / 3;
    }

    private void deliver(Delivery delivery) throws IOException, InterruptedException {
        byte[] bytes = Files.readAllBytes(delivery.report());
        Path target = into.resolve(from.relativize(delivery.report()));
        Files.createDirectories(target.getParent());
        String name = target.getFileName().toString();
        switch (delivery.manner()) {
            case AT_ONCE -> Files.write(target, bytes);
            case MOVED -> {
                Path temporary = Files.write(target.resolveSibling("." + name), bytes);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            }
            case MOVED_SLOWLY -> {
                Path temporary = target.resolveSibling(name + ".part");
                write(temporary, bytes);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            }
            case SLOWLY -> write(target, bytes);
            default -> throw new IllegalStateException(delivery.toString());
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException, InterruptedException {
        int piece = bytes.length / PIECES + 1;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            for (int from = 0; from < bytes.length; from += piece) {
                out.write(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece)));
                Thread.sleep(PIECE_MILLIS);
            }
        }
    }
}
