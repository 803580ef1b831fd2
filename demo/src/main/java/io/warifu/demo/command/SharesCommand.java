package io.warifu.demo.command;

import picocli.CommandLine.Command;

/** Secret sharing of plain files, without any network. */
@Command(
        name = "shares",
        description = {
            "Split a file into shares, any k of which restore it, or combine shares.",
            "Files are named and filled as by gfsplit and gfcombine of Debian's libgfshare-bin,"
                    + " which open ours, and whose shares we open."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "split | combine",
        subcommands = {SharesSplitCommand.class, SharesCombineCommand.class})
public final class SharesCommand {}
