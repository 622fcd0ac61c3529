package org.lodewatch.local.demo;

/** The value of an expression of numbers, {@code + - * / ^} and parentheses. */
final class Arithmetic {

    private final String text;
    private int next;

    private Arithmetic(String text) {
        this.text = text.replace(" ", "");
    }

    static double value(String expression) {
        Arithmetic arithmetic = new Arithmetic(expression);
        double value = arithmetic.sum();
        if (arithmetic.next < arithmetic.text.length()) {
            throw new IllegalArgumentException(expression);
        }
        return value;
    }

    private double sum() {
        double value = product();
        while (isNext('+') || isNext('-')) {
            value += text.charAt(next++) == '+' ? product() : -product();
        }
        return value;
    }

    private double product() {
        double value = power();
        while (isNext('*') || isNext('/')) {
            value = text.charAt(next++) == '*' ? value * power() : value / power();
        }
        return value;
    }

    private double power() {
        double value = term();
        while (isNext('^')) {
            next++;
            value = Math.pow(value, term());
        }
        return value;
    }

    private double term() {
        int start = next;
        if (isNext('(')) {
            next++;
            double value = sum();
            next++;
            return value;
        }
        while (next < text.length() && (Character.isDigit(text.charAt(next)) || isNext('.'))) {
            next++;
        }
        return Double.parseDouble(text.substring(start, next));
    }

    private boolean isNext(char character) {
        return next < text.length() && text.charAt(next) == character;
    }
}
