package org.lodewatch.cli.commands;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class SeparatorConverter implements ITypeConverter<Character> {

    @Override
    public Character convert(String text) {
        if (text.equals("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw new TypeConversionException(
                    "'%s' is no single character, such as ';', nor the word tab".formatted(text));
        }
        return text.charAt(0);
    }
}
