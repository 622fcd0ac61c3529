package org.lodewatch.cli.commands;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.access.Right;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The users of the applications, and the rights that each user needs. */
class GrantOptions {

    @Option(
            names = "--principal",
            paramLabel = "APPLICATION=PRINCIPAL",
            converter = {ApplicationConverter.class, PrincipalConverter.class},
            description = "The user of an application, such as producer=User:alice (default: User:lodewatch-producer,"
                    + " and so on). May be repeated.")
    private Map<Application, String> principals = new EnumMap<>(Application.class);

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = Application.DEFAULT_APPLICATION_ID,
            description = "The topology's application.id (default: ${DEFAULT-VALUE}).")
    private String applicationId;

    /** A right of an application, granted to its user. */
    record Grant(Application application, String principal, Right right) {}

    /** All that all applications need. */
    List<Grant> grants() {
        return Arrays.stream(Application.values())
                .flatMap(application -> application.rights(applicationId).stream()
                        .map(right -> new Grant(
                                application,
                                principals.getOrDefault(application, application.defaultPrincipal()),
                                right)))
                .toList();
    }

    static final class ApplicationConverter implements ITypeConverter<Application> {

        @Override
        public Application convert(String text) {
            return Arrays.stream(Application.values())
                    .filter(application -> application.id().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("there is no application '%s': the applications are %s"
                                    .formatted(
                                            text,
                                            Arrays.stream(Application.values())
                                                    .map(Application::id)
                                                    .collect(Collectors.joining(", ")))));
        }
    }

    static final class PrincipalConverter implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            if (!text.matches("[^:]+:.+")) {
                throw new TypeConversionException("'%s' is not a principal, such as User:alice".formatted(text));
            }
            return text;
        }
    }
}
