package io.warifu.keys.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The OpenAPI description of key delivery and a page to read it, from this server alone: no file is
 * fetched from elsewhere.
 */
@RestController
@RequestMapping("/api/v1/docs")
final class DescriptionController {

    static final String DESCRIPTION = "openapi.json";

    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";
    private static final MediaType SCRIPT = new MediaType("text", "javascript");
    private static final MediaType STYLE = new MediaType("text", "css");

    private final Map<String, Document> documents;

    private record Document(Resource content, MediaType type) {}

    DescriptionController() {
        String viewer = "META-INF/resources/webjars/swagger-ui/" + viewerVersion() + "/";
        this.documents =
                Map.of(
                        "",
                        own("docs.html", MediaType.TEXT_HTML),
                        DESCRIPTION,
                        own(DESCRIPTION, MediaType.APPLICATION_JSON),
                        "show.js",
                        own("show.js", SCRIPT),
                        "swagger-ui.css",
                        found(viewer + "swagger-ui.css", STYLE),
                        "swagger-ui-bundle.js",
                        found(viewer + "swagger-ui-bundle.js", SCRIPT),
                        "favicon-32x32.png",
                        found(viewer + "favicon-32x32.png", MediaType.IMAGE_PNG));
    }

    @GetMapping
    ResponseEntity<Resource> page() {
        return document("");
    }

    @GetMapping("/{name}")
    ResponseEntity<Resource> document(@PathVariable String name) {
        Document document = documents.get(name);
        if (document == null) {
            throw KeyRefusal.badRequest("there is no document of that name");
        }
        return ResponseEntity.ok()
                .contentType(document.type())
                .header("Content-Security-Policy", POLICY)
                .body(document.content());
    }

    private static Document own(String name, MediaType type) {
        return new Document(new ClassPathResource(name, DescriptionController.class), type);
    }

    private static Document found(String path, MediaType type) {
        Resource content = new ClassPathResource(path);
        if (!content.exists()) {
            throw new IllegalStateException(path + " is missing");
        }
        return new Document(content, type);
    }

    private static String viewerVersion() {
        Resource file =
                new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties");
        try (InputStream in = file.getInputStream()) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
