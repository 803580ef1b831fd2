package io.warifu.keys.web;

/** What a caller may be; one certificate is one of these at one port. */
enum CallerRole {
    SAE,
    KEY_MANAGER,
    SIMULATOR,
    OPERATOR
}
