SwaggerUIBundle({ url: "docs/openapi.json", dom_id: "#description", validatorUrl: null, deepLinking: true });
