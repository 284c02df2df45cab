"""Where machines come in: OpenAPI 3.1, problem documents, CloudEvents."""
