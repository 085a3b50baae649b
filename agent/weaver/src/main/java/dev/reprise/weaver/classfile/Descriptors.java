package dev.reprise.weaver.classfile;

import java.util.ArrayList;
import java.util.List;

/** Method descriptors and the names that configuration uses for types, such as {@code java.util.List} or {@code int[]}. */
public final class Descriptors {

    private Descriptors() {}

    /** Returns the names of a descriptor's parameter types. */
    public static List<String> parameters(String descriptor) {
        List<String> names = new ArrayList<>();
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            int end = end(descriptor, at);
            names.add(name(descriptor, at, end));
            at = end;
        }
        return names;
    }

    /** Returns the name of a descriptor's return type. */
    public static String returnType(String descriptor) {
        return name(descriptor, descriptor.indexOf(')') + 1, descriptor.length());
    }

    /** Returns a descriptor of the parameters with both parentheses, such as {@code (Ljava/util/List;I)}. */
    public static String parameterDescriptor(List<String> parameters) {
        StringBuilder text = new StringBuilder("(");
        for (String parameter : parameters) {
            text.append(typeDescriptor(parameter));
        }
        return text.append(')').toString();
    }

    /** Returns the descriptor of a type that is given by name. */
    public static String typeDescriptor(String name) {
        int array = name.indexOf('[');
        String element = array < 0 ? name : name.substring(0, array);
        int dimensions = array < 0 ? 0 : (name.length() - array) / 2;
        return "[".repeat(dimensions)
                + switch (element) {
                    case "void" -> "V";
                    case "boolean" -> "Z";
                    case "byte" -> "B";
                    case "char" -> "C";
                    case "short" -> "S";
                    case "int" -> "I";
                    case "long" -> "J";
                    case "float" -> "F";
                    case "double" -> "D";
                    default -> 'L' + element.replace('.', '/') + ';';
                };
    }

    /** Whether a type that is given by name is primitive, or an array of primitives. */
    public static boolean isPrimitive(String name) {
        return !typeDescriptor(name).endsWith(";");
    }

    private static int end(String descriptor, int start) {
        int at = start;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
    }

    private static String name(String descriptor, int start, int end) {
        int at = start;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        String element =
                switch (descriptor.charAt(at)) {
                    case 'V' -> "void";
                    case 'Z' -> "boolean";
                    case 'B' -> "byte";
                    case 'C' -> "char";
                    case 'S' -> "short";
                    case 'I' -> "int";
                    case 'J' -> "long";
                    case 'F' -> "float";
                    case 'D' -> "double";
                    default -> descriptor.substring(at + 1, end - 1).replace('/', '.');
                };
        return element + "[]".repeat(at - start);
    }
}
