package io.warifu.demo.command;

import io.warifu.demo.control.HostPort;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads names of sites and hospitals, and addresses, from the command line. */
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

    static final class Address implements ITypeConverter<HostPort> {

        @Override
        public HostPort convert(String text) {
            try {
                return HostPort.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    private static String names(List<Site> sites) {
        return String.join(", ", sites.stream().map(Site::name).toList());
    }
}
