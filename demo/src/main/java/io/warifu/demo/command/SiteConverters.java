package io.warifu.demo.command;

import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names of sites and hospitals from the command line. */
final class SiteConverters {

    private SiteConverters() {}

    static final class AnySite implements ITypeConverter<Site> {

        @Override
        public Site convert(String name) {
            return NetworkPlan.site(name)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "there is no site '"
                                            + name
                                            + "'; the sites are "
                                            + names(NetworkPlan.SITES)));
        }
    }

    static final class Hospital implements ITypeConverter<Site> {

        @Override
        public Site convert(String name) {
            return NetworkPlan.site(name)
                    .filter(Site::hospital)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "there is no hospital '"
                                            + name
                                            + "'; the hospitals are "
                                            + names(NetworkPlan.hospitals())));
        }
    }

    private static String names(List<Site> sites) {
        return String.join(", ", sites.stream().map(Site::name).toList());
    }
}
