package io.warifu.demo.command;

import picocli.CommandLine.Command;

/** The encryptor gateways. */
@Command(
        name = "gateway",
        description = "Look into the encryptor gateways.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "ledger | plan",
        subcommands = {GatewayLedgerCommand.class, GatewayPlanCommand.class})
public final class GatewayCommand {}
