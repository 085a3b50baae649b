package dev.reprise.engine.worth;

/**
 * What calls of one model came to, as its provider reported it. All providers' numbers mean the same here: what a provider
 * had in its own cache, or wrote there, is a part of the input.
 *
 * @param model the model's name; empty if nobody said
 * @param calls the calls of the provider
 * @param counted those of which the answer told its tokens
 * @param input the tokens of the input, with all that the provider's own cache had or got
 * @param output the tokens of the output
 * @param cached those tokens of the input that the provider had in its own cache
 * @param written those tokens of the input that it wrote there
 */
public record ModelUse(String model, long calls, long counted, long input, long output, long cached, long written) {

    /** Returns both together, under this one's name. */
    public ModelUse plus(ModelUse other) {
        return new ModelUse(
                model,
                calls + other.calls,
                counted + other.counted,
                input + other.input,
                output + other.output,
                cached + other.cached,
                written + other.written);
    }

    /** Returns the same without the calls: what answers a part of a call spares no call. */
    ModelUse withoutCalls() {
        return new ModelUse(model, 0, 0, input, output, cached, written);
    }

    ModelUse unnamed() {
        return new ModelUse("", calls, counted, input, output, cached, written);
    }

    /** Returns the share of one of several equals; the shares of all together are the whole. */
    ModelUse share(int index, int of) {
        return new ModelUse(
                model,
                calls,
                counted,
                share(input, index, of),
                share(output, index, of),
                share(cached, index, of),
                share(written, index, of));
    }

    static long share(long whole, int index, int of) {
        return whole * (index + 1) / of - whole * index / of;
    }
}
