"""The register says no."""


class Refusal(Exception):
    """Becomes a problem document with its status, code and the fields that were wrong."""

    def __init__(
        self, status: int, code: str, detail: str, params: list[dict[str, str]] | None = None
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.params = params or []
