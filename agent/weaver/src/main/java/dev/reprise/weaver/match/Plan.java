package dev.reprise.weaver.match;

/**
 * What a woven method tells the gate about itself; written into its class as one constant.
 *
 * @param rule the number of its rule in the {@link RuleTable}
 * @param name its name
 * @param descriptor its descriptor
 * @param declaringType the name of the supertype through which it was chosen, or of its own class
 * @param declaredDescriptor its descriptor there, which differs if that type is generic
 */
public record Plan(int rule, String name, String descriptor, String declaringType, String declaredDescriptor) {

    /** Reads what {@link #text} wrote. */
    public static Plan parse(String text) {
        String[] parts = text.split(" ", -1);
        return new Plan(Integer.parseInt(parts[0]), parts[1], parts[2], parts[3], parts[4]);
    }

    /** Returns the plan as a constant. */
    public String text() {
        return String.join(" ", Integer.toString(rule), name, descriptor, declaringType, declaredDescriptor);
    }
}
