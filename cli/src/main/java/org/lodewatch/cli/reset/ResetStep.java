package org.lodewatch.cli.reset;

/**
 * One step of a reset.
 *
 * @param sentence what it does, for the operator
 */
public record ResetStep(String sentence, Runnable deed) {

    public void execute() {
        deed.run();
    }
}
