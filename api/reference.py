"""The reference page at `/docs`: Swagger UI from an installed package, so that it works without the internet."""

from html import escape
from importlib.resources import files

from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

PAGE = "/docs"
_ASSETS = f"{PAGE}/assets"
_START = f"{PAGE}/start.js"
# Nothing but what this server hands out itself; pictures inside of the style sheet are `data:`.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HTML = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{assets}/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<noscript>This page needs JavaScript. The description itself: <a href="{description}">{description}</a></noscript>
<script src="{assets}/swagger-ui-bundle.js"></script>
<script src="{start}" data-description="{description}"></script>
</body>
</html>
"""
_SCRIPT = """"use strict";
SwaggerUIBundle({
  url: document.currentScript.dataset.description,
  dom_id: "#reference",
  deepLinking: true,
  displayOperationId: true,
  displayRequestDuration: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  filter: true,
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
  validatorUrl: null,
});
"""


def install(app: FastAPI) -> None:
    """Serve the page, the script that starts it, and the package's assets."""
    assets = files("fastapi_offline") / "static"

    @app.get(PAGE, include_in_schema=False)
    async def page() -> HTMLResponse:
        html = _HTML.format(
            title=escape(app.title), assets=_ASSETS, start=_START, description=escape(app.openapi_url or "")
        )
        return HTMLResponse(html, headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY})

    @app.get(_START, include_in_schema=False)
    async def start() -> Response:
        return Response(_SCRIPT, media_type="text/javascript")

    app.mount(_ASSETS, StaticFiles(directory=str(assets)))
