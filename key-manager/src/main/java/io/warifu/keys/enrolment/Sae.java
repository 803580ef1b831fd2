package io.warifu.keys.enrolment;

import io.warifu.kernel.id.SiteId;

/** An enrolled SAE: its name, the site whose key manager serves it, and its certificate. */
public record Sae(SaeId id, SiteId home, CertificateFingerprint certificate) {}
