package org.lodewatch.local.startup;

import org.lodewatch.cli.startup.TrainingRun;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.local.scratch.ScratchDirectory;
import picocli.CommandLine.Command;

/** The launcher starts it so that the JVM writes the archive when it exits. */
@Command(
        name = "prepare",
        description =
                "Makes commands start faster: writes the classes that they need into an archive beside the command line,"
                        + " for the installed version of Java. Run it again after an update of Java.")
public final class PrepareCommand implements Runnable {

    @Override
    public void run() {
        try (ScratchDirectory folder = ScratchDirectory.create("lodewatch-training-");
                EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.single())) {
            TrainingRun.on(kafka.bootstrapServers(), folder.path());
        }
    }
}
