package org.lodewatch.guarantees;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Prints the logs of the containers after a failed test. */
record FailureLogs(Supplier<ComposeProject> compose) implements AfterTestExecutionCallback {

    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException().isPresent()) {
            System.out.println(compose.get().run("ps", "--all"));
            System.out.println(compose.get().run("logs", "--no-color", "--tail", "25"));
        }
    }
}
