package io.warifu.crossref.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Japanese unless the address says {@code ?lang=en} or the browser prefers English to Japanese. No
 * cookie and no session: the language is in the link.
 */
public final class PageLanguage implements LocaleResolver {

    private static final List<Locale> OFFERED = List.of(Locale.JAPANESE, Locale.ENGLISH);

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        @Nullable String asked = request.getParameter("lang");
        for (Locale offered : OFFERED) {
            if (offered.getLanguage().equals(asked)) {
                return offered;
            }
        }
        @Nullable String preferred = request.getHeader("Accept-Language");
        if (preferred == null) {
            return Locale.JAPANESE;
        }
        try {
            @Nullable Locale best = Locale.lookup(Locale.LanguageRange.parse(preferred), OFFERED);
            return best == null ? Locale.JAPANESE : best;
        } catch (IllegalArgumentException _) {
            return Locale.JAPANESE;
        }
    }

    @Override
    public void setLocale(
            HttpServletRequest request,
            @Nullable HttpServletResponse response,
            @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language is in the link");
    }
}
