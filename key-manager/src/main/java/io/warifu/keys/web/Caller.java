package io.warifu.keys.web;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Who called, as the certificate says; the name is that of an SAE, site or operator. */
final class Caller extends AbstractAuthenticationToken {

    private final String name;

    Caller(String name, CallerRole role) {
        super(List.of(new SimpleGrantedAuthority(role.name())));
        this.name = name;
        setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return name;
    }
}
