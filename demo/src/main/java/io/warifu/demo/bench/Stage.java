package io.warifu.demo.bench;

/** A part of the link's work that is measured on its own. */
interface Stage {

    String name();

    /** One line for {@code bench list}. */
    String description();

    void measure(Meter meter) throws Exception;
}
