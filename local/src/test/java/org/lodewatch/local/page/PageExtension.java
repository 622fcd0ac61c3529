package org.lodewatch.local.page;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.lodewatch.local.programs.Programs;

/**
 * Gives tests a {@link PageBrowser} and the {@link PageInstance} with the demo's imports that it shows: one of each for all
 * classes of this JVM. Each test begins in a new tab, and fails if the page has written an error to the console. Without
 * Chromium the tests are skipped, unless the build requires all tests.
 */
public final class PageExtension
        implements ExecutionCondition, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace PAGE = Namespace.create(PageExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Chromium.isInstalled() || Programs.allMustRun()
                ? ConditionEvaluationResult.enabled("Chromium is required or installed")
                : ConditionEvaluationResult.disabled(Chromium.ABSENCE);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        browser(context).begin();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        browser(context).end();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == PageBrowser.class || type == PageInstance.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PageBrowser.class ? browser(context) : instance(context);
    }

    private static PageBrowser browser(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, PAGE)
                .computeIfAbsent(
                        PageBrowser.class,
                        key -> new PageBrowser(Chromium.start(), instance(context)),
                        PageBrowser.class);
    }

    private static PageInstance instance(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, PAGE)
                .computeIfAbsent(PageInstance.class, key -> PageInstance.demo(), PageInstance.class);
    }
}
