package io.warifu.shares;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SecretShareStorePropertiesTest {

    @EnableConfigurationProperties(SecretShareStoreProperties.class)
    static final class Settings {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withUserConfiguration(Settings.class)
                    .withPropertyValues(
                            "warifu.secret-share-store.site=tokyo",
                            "warifu.secret-share-store.share-index=1",
                            "warifu.secret-share-store.receipt-key=file:/run/receipt.key");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "share-index=0, 'share-index must be set, within 1..255'",
        "share-index=256, 'share-index must be set, within 1..255'",
        "site=Tokyo!, 'a site id is 2 to 32 characters'",
        "no-such-key=1, 'no-such-key'",
    })
    void refusesASettingThatIsWrong(String setting, String reason) {
        runner.withPropertyValues("warifu.secret-share-store." + setting)
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining(reason));
    }

    @Test
    void refusesToDoWithoutSettings() {
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues("warifu.secret-share-store.share-index=1")
                .run(context ->
                        assertThat(context)
                                .getFailure()
                                .rootCause()
                                .hasMessage("site and receipt-key must be set"));
    }

    @Test
    void readsEverySetting() {
        runner.run(context -> {
            var properties = context.getBean(SecretShareStoreProperties.class);
            assertThat(properties.site()).isEqualTo(new SiteId("tokyo"));
            assertThat(properties.shareIndex()).isEqualTo(1);
            assertThat(properties.receiptKey().getFilename()).isEqualTo("receipt.key");
        });
    }
}
