"""Renders a page in its frame."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from oogopslag.ui.format import HERE
from oogopslag.ui.shell import PLAIN, Shell


def render(
    request: HttpRequest,
    template: str,
    shell: Shell = PLAIN,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page; `context` is what the template names, nothing more."""
    context |= {
        "shell": shell,
        "demo": settings.DEMO,
        "path": request.get_full_path(),
        "today": timezone.now().astimezone(HERE).date(),
    }
    return HttpResponse(render_to_string(template, context, request, using="jinja2"), status=status)
