package dev.reprise.admin.jmx;

import dev.reprise.admin.EvictionWish;
import dev.reprise.admin.ExitReport;
import dev.reprise.admin.ObservedMethod;
import dev.reprise.admin.ObservedReport;
import dev.reprise.admin.ProposedConfiguration;
import dev.reprise.engine.Engine;
import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Figures;
import dev.reprise.engine.HeldEntry;
import dev.reprise.engine.MethodState;
import dev.reprise.engine.config.Overridden;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.log.AgentLog;
import dev.reprise.engine.standing.Reach;
import dev.reprise.engine.tier.TenantUse;
import dev.reprise.engine.worth.Prices;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what the bean is asked. Thread-safe. */
final class AgentBean implements RepriseMXBean {

    private static final Logger log = LoggerFactory.getLogger(AgentBean.class);

    private static final String JMX = "jmx";

    /** Of a hundred thousand, nobody reads more. */
    private static final int TENANTS = 1_000;

    private final RunningAgent agent;

    AgentBean(RunningAgent agent) {
        this.agent = agent;
    }

    @Override
    public String getVersion() {
        return agent.version();
    }

    @Override
    public String getConfiguration() {
        return agent.configuration().origin();
    }

    @Override
    public String getHome() {
        File home = agent.configuration().home();
        return home == null || !agent.configuration().disk().enabled() ? "" : home.getPath();
    }

    @Override
    public String getNamespace() {
        return agent.configuration().namespace();
    }

    @Override
    public String getMode() {
        return Texts.of(agent.standings().mode());
    }

    @Override
    public String getModeFrom() {
        return agent.standings().modeFrom();
    }

    @Override
    public List<String> getOverridden() {
        return agent.standings().overridden().stream().map(Overridden::toString).toList();
    }

    @Override
    public void setMode(String mode) {
        agent.standings().mode(Reach.EVERYTHING, Texts.mode(mode), JMX);
    }

    @Override
    public int getRollout() {
        return agent.standings().rollout();
    }

    @Override
    public void setRollout(int percent) {
        agent.standings().rollout(Reach.EVERYTHING, percent, JMX);
    }

    @Override
    public CallFigures getTotals() {
        Figures total = Figures.NONE;
        for (MethodState each : states()) {
            total = total.plus(each.figures());
        }
        return CallFigures.of(total, prices());
    }

    @Override
    public List<MethodStatus> getMethods() {
        List<MethodStatus> all = new ArrayList<>();
        for (MethodState each : states()) {
            all.add(MethodStatus.of(each, prices()));
        }
        return all;
    }

    @Override
    public List<ScopeStatus> getScopes() {
        Map<String, Figures> sums = new TreeMap<>();
        for (MethodState each : states()) {
            sums.merge(each.figures().scope(), each.figures(), Figures::plus);
        }
        List<ScopeStatus> all = new ArrayList<>();
        sums.forEach((scope, sum) -> all.add(new ScopeStatus(scope, CallFigures.of(sum, prices()))));
        return all;
    }

    @Override
    public List<TenantStatus> getTenants() {
        Engine engine = agent.started();
        List<TenantUse> uses = engine == null ? List.of() : engine.tenants();
        return uses.stream().limit(TENANTS).map(TenantStatus::of).toList();
    }

    private Prices prices() {
        return agent.configuration().prices();
    }

    @Override
    public List<String> getReport() {
        return ExitReport.of(figures(), agent.standings().configured(), prices());
    }

    @Override
    public List<String> unmatched() {
        return agent.unmatched();
    }

    @Override
    public List<String> getObservedReport() {
        return ObservedReport.of(figures(), agent.standings().configured(), agent.configuration());
    }

    @Override
    public List<ObservedStatus> getObserved() {
        return observed().stream()
                .map(each -> ObservedStatus.of(each, prices()))
                .toList();
    }

    @Override
    public List<String> getProposedConfiguration() {
        return ProposedConfiguration.lines(observed(), agent.standings().configured(), agent.configuration());
    }

    private List<ObservedMethod> observed() {
        return ObservedReport.observed(figures(), agent.standings().configured());
    }

    private List<MethodFigures> figures() {
        Engine engine = agent.started();
        return engine == null ? List.of() : engine.figures();
    }

    @Override
    public List<String> getNotices() {
        return AgentLog.last();
    }

    private List<MethodState> states() {
        Engine engine = agent.started();
        return engine == null ? List.of() : engine.states();
    }

    @Override
    public List<Setting> getSettings() {
        return agent.standings().said().stream().map(Setting::of).toList();
    }

    @Override
    public String mode(String of, String mode, String origin) {
        return agent.standings().mode(Reach.parse(Texts.given(of)), Texts.mode(mode), by(origin));
    }

    @Override
    public String rollout(String of, String share, String origin) {
        return agent.standings().rollout(Reach.parse(Texts.given(of)), Texts.share(share), by(origin));
    }

    @Override
    public boolean isKnown(String of) {
        return agent.standings().isKnown(Reach.parse(Texts.given(of)));
    }

    @Override
    public String evict(String what, String origin) {
        return EvictionWish.parse(Texts.given(what)).grant(agent.engine(), by(origin));
    }

    @Override
    public List<MemoryStatus> inMemory(String key) {
        CacheKey parsed = CacheKey.parse(Texts.given(key).trim());
        if (parsed == null) {
            throw new IllegalArgumentException(
                    "\"" + Texts.given(key) + "\" is no key; write the 64 hexadecimal digits that explain prints");
        }
        Engine engine = agent.started();
        List<MemoryStatus> all = new ArrayList<>();
        for (HeldEntry each : engine == null ? List.<HeldEntry>of() : engine.inMemory(parsed)) {
            all.add(MemoryStatus.of(each, prices()));
        }
        return all;
    }

    @Override
    public long window(String scope) {
        return agent.configuration().longestWindow(Texts.given(scope));
    }

    @Override
    public List<String> reload() {
        return agent.reload();
    }

    @Override
    public boolean isFileLeftAside() {
        return agent.isLeftAside();
    }

    @Override
    public boolean isWoven() {
        return agent.isWoven();
    }

    @Override
    public String remove(String origin) {
        if (!agent.isWoven()) {
            return "nothing is woven in";
        }
        return logged("took out of " + classes(agent.weave(false)) + " what was woven in (by " + by(origin) + ")");
    }

    @Override
    public String install(String origin) {
        if (agent.isWoven()) {
            return "it is woven in";
        }
        return logged("wove the methods of " + classes(agent.weave(true)) + " (by " + by(origin) + "); the mode of"
                + " everything is " + getMode());
    }

    private static String classes(int number) {
        return number + (number == 1 ? " class" : " classes");
    }

    private static String logged(String line) {
        log.info("{}", line);
        return line;
    }

    private static String by(@Nullable String origin) {
        String name = Texts.given(origin).trim();
        return name.isEmpty() ? JMX : name;
    }
}
