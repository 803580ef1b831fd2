package io.warifu.demo.generate;

/** The fictitious hospital that sends the messages. */
final class Hospital {

    static final String FACILITY = "H0017";
    static final String NAME = "架空中央病院";
    static final String ADDRESS = "^^^^999-0100^JPN^^見本県例示市本町１番";
    static final String PHONE = "^^^^^^^^^^^000-000-0100";
    static final String ENTERER = "058^入力^花子^^^^^^^L^^^^^I";
    static final String NURSE = "200^看護^日和^^^^^^^L^^^^^I";

    static final String HEADER_START = "MSH|^~\\&|HISX|" + FACILITY + "|GW|SSMIX|";
    static final String HEADER_END =
            "|P|2.5||||||~ISO IR87||ISO 2022-1994"
                    + "|SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO";

    private Hospital() {}
}
