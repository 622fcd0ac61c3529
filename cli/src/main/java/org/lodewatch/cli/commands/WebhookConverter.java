package org.lodewatch.cli.commands;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address that alerts can be posted to. Messages leave it out: it may be as good as a password. */
final class WebhookConverter implements ITypeConverter<URI> {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public URI convert(String text) {
        try {
            URI address = new URI(text);
            if (address.getScheme() == null
                    || !SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT))
                    || address.getHost() == null) {
                throw new TypeConversionException(
                        "no address of a webhook: write https://HOST/PATH or http://HOST/PATH");
            }
            if (address.getUserInfo() != null) {
                throw new TypeConversionException(
                        "a user and a password are not sent: leave them out, the receiver knows the alerts by their"
                                + " signature");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new TypeConversionException("no address of a webhook: " + e.getReason());
        }
    }
}
