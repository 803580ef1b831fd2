package io.warifu.servicekit;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.start.ServiceStarter;
import io.warifu.servicekit.token.TokenChecks;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.FileSystemResource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everything through the front door of a real service that uses the kit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceKitTest {

    private static final TestTokens TOKENS = new TestTokens("warifu-dev-tokyo");

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext service;
    private int port;

    @BeforeAll
    void start(@TempDir Path folder) {
        service =
                ServiceStarter.start(
                        Sample.class,
                        "kit-sample",
                        "--server.port=0",
                        "--sample.keys=" + TOKENS.writeKeys(folder),
                        "--spring.mvc.problemdetails.enabled=true");
        port = Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void refusesWithoutAToken() throws Exception {
        HttpResponse<String> answer = get("/secret", "");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"UNAUTHENTICATED\"");
    }

    @Test
    void refusesTokensThatAreForeignOrLongLivedOrForOthers() throws Exception {
        String foreignKey = new TestTokens("warifu-dev-tokyo").token("eve", "steward");
        String otherAudience = TOKENS.token("eve", "other", Duration.ofMinutes(5), "steward");
        String longLived = TOKENS.token("eve", "warifu", Duration.ofHours(1), "steward");
        String expired = TOKENS.token("eve", "warifu", Duration.ofMinutes(-5), "steward");
        for (String token : new String[] {foreignKey, otherAudience, longLived, expired, "x.y.z"}) {
            assertThat(get("/secret", token).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void refusesAKnownUserOfAnotherRole() throws Exception {
        HttpResponse<String> answer = get("/secret", TOKENS.token("kaoru", "clinician"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"FORBIDDEN\"");
    }

    @Test
    void letsTheRightRoleIn() throws Exception {
        assertThat(get("/secret", TOKENS.token("sumi", "steward")).body()).isEqualTo("open");
    }

    @Test
    void turnsRefusalsAndBugsIntoProblems() throws Exception {
        String token = TOKENS.token("sumi", "steward");
        HttpResponse<String> refused = get("/refused", token);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(refused.body())
                .contains("\"code\":\"SHARES_BELOW_THRESHOLD\"", "two of three answered");
        HttpResponse<String> bug = get("/bug", token);
        assertThat(bug.statusCode()).isEqualTo(500);
        assertThat(bug.body()).contains("INTERNAL", "traceId").doesNotContain("secret cause");
        assertThat(get("/nowhere", token).body()).contains("\"code\":\"NOT_FOUND\"");
    }

    @Test
    void answersInJsonWhatTheContainerRefuses() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "GET /a[b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "BAD_REQUEST")
                    .doesNotContain("<html");
        }
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @SpringBootApplication
    @Import(ServiceKit.class)
    static class Sample {

        @Bean
        SecurityFilterChain chain(
                HttpSecurity http,
                @org.springframework.beans.factory.annotation.Value("${sample.keys}") String keys)
                throws Exception {
            return TokenChecks.protect(
                            http,
                            TokenChecks.decoder(new FileSystemResource(keys), "warifu-dev-tokyo"))
                    .authorizeHttpRequests(r -> r.anyRequest().hasRole("STEWARD"))
                    .build();
        }

        @RestController
        static class Doors {

            @GetMapping("/secret")
            String secret() {
                return "open";
            }

            @GetMapping("/refused")
            String refused() {
                throw new WarifuException(
                        ErrorCode.SHARES_BELOW_THRESHOLD, "two of three answered");
            }

            @GetMapping("/bug")
            String bug() {
                throw new IllegalStateException("secret cause");
            }
        }
    }
}
