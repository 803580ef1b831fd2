package io.warifu.crossref.audit;

import io.warifu.servicekit.token.Role;
import java.util.List;
import java.util.Locale;
import org.springframework.security.core.Authentication;

/** The person behind a request, as the checked token says. */
public record Caller(String user, List<String> roles) {

    private static final String PREFIX = "ROLE_";

    public Caller {
        roles = List.copyOf(roles);
    }

    public static Caller of(Authentication authentication) {
        String name = authentication.getName();
        List<String> roles =
                authentication.getAuthorities().stream()
                        .map(Object::toString)
                        .filter(authority -> authority.startsWith(PREFIX))
                        .map(authority -> authority.substring(PREFIX.length()))
                        .filter(Caller::known)
                        .map(role -> role.toLowerCase(Locale.ROOT))
                        .toList();
        int length = Math.min(name.length(), Access.MAX_TEXT_CHARACTERS);
        return new Caller(name.substring(0, length), roles);
    }

    private static boolean known(String role) {
        for (Role known : Role.values()) {
            if (known.name().equals(role)) {
                return true;
            }
        }
        return false;
    }
}
