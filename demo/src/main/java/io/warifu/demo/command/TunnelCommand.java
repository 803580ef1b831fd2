package io.warifu.demo.command;

import picocli.CommandLine.Command;

/** Tunnels for any TCP service. */
@Command(
        name = "tunnel",
        description = {
            "Carry any TCP service (DICOM, a database) between two sites' gateways.",
            "Tunnels are kept across restarts of the gateways."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "add | list | remove",
        subcommands = {TunnelAddCommand.class, TunnelListCommand.class, TunnelRemoveCommand.class})
public final class TunnelCommand {}
