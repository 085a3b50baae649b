package dev.reprise.admin.cli;

import dev.reprise.admin.cli.LiveJvm.Answer;
import dev.reprise.admin.jmx.Setting;
import dev.reprise.admin.live.JsonText;
import java.io.IOException;
import java.util.List;

/**
 * What a service that runs was told to do with calls, from the widest to the narrowest.
 *
 * @param jvm the service
 */
record Reaches(LiveJvm jvm) {

    static final String EVERYTHING = "everything";
    static final String DESCRIPTION =
            "everything (the default), client:NAME, scope:NAME or method:PATTERN, such as method:com.acme.A#build*.";

    /** Who is said to have wanted it. */
    static final String ORIGIN = "command line";

    /** Shows it. */
    boolean show(Console console, boolean asJson) throws IOException {
        String mode = jvm.text("getMode");
        String rollout = jvm.text("getRollout");
        String from = jvm.textIfKnown("getModeFrom");
        boolean isWoven = jvm.isWoven();
        List<String> overridden = jvm.overridden();
        List<Answer> settings = jvm.all(Setting.class, "getSettings");
        if (asJson) {
            console.json(json -> {
                Console.pid(jvm.pid(), json);
                json.writeStringField("mode", mode);
                json.writeStringField("modeFrom", from);
                json.writeNumberField("rollout", Integer.parseInt(rollout));
                json.writeBooleanField("woven", isWoven);
                Console.strings("overridden", overridden, json);
                json.writeFieldName("settings");
                JsonText.write(settings.stream().map(Answer::fields).toList(), json);
            });
            return true;
        }
        console.out()
                .println("everything: mode " + mode + (from == null ? "" : " (" + from + ")") + ", rollout " + rollout
                        + " %");
        overridden.forEach(console.out()::println);
        if (!isWoven) {
            console.out().println(LiveJvm.TAKEN_OUT);
        }
        for (Answer setting : settings) {
            String said = (setting.text("mode").isEmpty() ? "" : ", mode " + setting.text("mode"))
                    + (setting.text("rollout").isEmpty() ? "" : ", rollout " + setting.text("rollout") + " %");
            console.out().println("set by " + setting.text("origin") + ": " + setting.text("of") + said);
        }
        return true;
    }
}
