"""Rules of an organisation: write a version, ask a colleague, publish it from a later day."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oogopslag.catalogue import actions, queries
from oogopslag.catalogue.errors import RuleError, RuleMoved, UnknownRule
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import coordinates, shell
from oogopslag.ui.page import render


@require_safe
@staff_only
def rules(request: StaffRequest) -> HttpResponse:
    organisation = coordinates(request)
    schemes = queries.schemes_of(organisation.slug)
    return render(
        request,
        "workspace/rules.jinja",
        shell(request, "rules", organisation),
        waiting=queries.rules_of(organisation),
        versions={scheme: queries.versions_of(scheme) for scheme in schemes},
        titles={one.scheme: one.title for one in queries.services()},
        today=timezone.localdate(),
    )


@require_POST
@staff_only
def draft(request: StaffRequest) -> HttpResponse:
    organisation = coordinates(request)
    try:
        rule = actions.draft_rule(request.staff, organisation, request.POST.get("scheme", ""))
    except RuleError as error:
        raise Http404(str(error)) from error
    return HttpResponseRedirect(reverse("w_rule", args=[rule.id]))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def one(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    """GET: the version. POST: save, propose, publish or return; what was typed is kept."""
    organisation = coordinates(request)
    try:
        queries.rule(organisation, rule_id)
        if request.method == "POST":
            _do(request, rule_id)
            return HttpResponseRedirect(reverse("w_rule", args=[rule_id]))
    except UnknownRule as error:
        raise Http404(str(error)) from error
    except RuleError as error:
        status = 409 if isinstance(error, RuleMoved) else 400
        return _page(request, organisation, rule_id, status, str(error))
    return _page(request, organisation, rule_id)


def _do(request: StaffRequest, rule_id: UUID) -> None:
    """Raises RuleError."""
    posted, staff = request.POST, request.staff
    match posted.get("do"):
        case "approve":
            actions.approve_rule(rule_id, staff, posted.get("digest", ""))
        case "return":
            actions.return_rule(rule_id, staff, posted.get("remarks", ""))
        case do:
            text = posted.get("text", "").replace("\r\n", "\n")
            running = posted.get("running") == "ja"
            typed = actions.Typed(text=text, reason=posted.get("reason", ""), running=running)
            actions.save_rule(rule_id, staff, typed)
            if do == "propose":
                actions.propose_rule(rule_id, staff)


def _page(
    request: StaffRequest, organisation: Any, rule_id: UUID, status: int = 200, sentence: str = ""
) -> HttpResponse:
    rule = queries.rule(organisation, rule_id)
    titles = {one.scheme: one.title for one in queries.services()}
    return render(
        request,
        "workspace/rule.jinja",
        shell(request, "rules", organisation),
        status=status,
        rule=rule,
        title=titles[rule.scheme],
        mine=rule.proposer == request.staff.id,
        sentence=sentence,
        remarks=request.POST.get("remarks", ""),
    )


urlpatterns = [
    path("regels/", rules, name="w_rules"),
    path("regels/nieuw/", draft, name="w_rule_draft"),
    path("regels/<uuid:rule_id>/", one, name="w_rule"),
]
