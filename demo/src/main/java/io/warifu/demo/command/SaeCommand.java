package io.warifu.demo.command;

import picocli.CommandLine.Command;

/** Key consumers (SAEs). */
@Command(
        name = "sae",
        description = {
            "Keep the list of key consumers (ETSI 014 SAEs) at the key managers.",
            "A key manager knows an SAE by the SHA-256 of its certificate and by nothing else."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "add | list | revoke",
        subcommands = {SaeAddCommand.class, SaeListCommand.class, SaeRevokeCommand.class})
public final class SaeCommand {}
