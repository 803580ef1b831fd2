package io.warifu.simulator.preset;

import java.util.List;
import java.util.stream.Collectors;

/** All presets by name. */
public final class Presets {

    /** In the order in which they are listed. */
    public static final List<Preset> ALL =
            List.of(
                    LiteraturePresets.gys(),
                    FieldPresets.nec97(),
                    FieldPresets.toshiba45(),
                    FieldPresets.ntt90(),
                    LiteraturePresets.lim2014(),
                    LiteraturePresets.wiesemann(),
                    LiteraturePresets.demonstration());

    private Presets() {}

    /**
     * The preset of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names those that there are
     */
    public static Preset named(String name) {
        return ALL.stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no preset '%s'; there are %s".formatted(name, names())));
    }

    public static String names() {
        return ALL.stream().map(Preset::name).collect(Collectors.joining(", "));
    }
}
