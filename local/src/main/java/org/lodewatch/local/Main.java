package org.lodewatch.local;

import java.util.List;
import org.lodewatch.cli.commands.LodewatchCommand;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.local.broker.BrokerCommand;
import org.lodewatch.local.demo.DemoCommand;
import org.lodewatch.local.startup.PrepareCommand;

/**
 * The command line with the embedded broker: that of the images, and the commands {@code prepare}, {@code demo} and
 * {@code broker}.
 */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(execute(org.lodewatch.cli.Main.screen(), args));
    }

    /** Runs one command. @return the exit code, as {@link LodewatchCommand#execute} returns it */
    public static int execute(Screen screen, String... args) {
        return command(screen).execute(args);
    }

    static LodewatchCommand command(Screen screen) {
        return new LodewatchCommand(screen, List.of(PrepareCommand.class, DemoCommand.class, BrokerCommand.class));
    }
}
