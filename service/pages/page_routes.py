"""The pages: the form with the list of jobs, a job, the jobs, a program."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.jobs.body import FieldFault, InvalidBody
from service.jobs.request_body import validated
from service.pages import labels
from service.pages.assets import Assets
from service.pages.change_form import ChangeForm, fault_of_refusal, fault_of_sentence
from service.pages.csrf import COOKIE, is_foreign, is_ours, token_of
from service.pages.figure_text import several
from service.pages.form import FormValues, body_of_form, is_consent_missing, values_of_form, values_of_request
from service.pages.form_fault import FormFault, faults_of_form, heading_of
from service.pages.job_answers import change_of
from service.pages.job_list import FILTERS, JobList, job_list
from service.pages.job_state import OPEN
from service.pages.job_view import LEAVE, SLOW, job_view
from service.pages.look import cookie, look_of, native_unit
from service.pages.moment import moment_of
from service.pages.note import Note
from service.pages.page_source import PageRefusal, PageSource
from service.pages.presets import PRESETS
from service.pages.program_page import ProgramPages
from service.pages.refusal import note_of_refusal, page_of_refusal
from service.pages.renderer import Renderer
from strength.request import ProgramRequest

__all__ = ["PageRefusal", "PageSource", "page_routes", "static_files"]

_MAX_FIELDS = 200
# Any: what the template shows, by name
_FORM: dict[str, Any] = {
    "goals": labels.GOALS, "levels": labels.LEVELS, "common": labels.COMMON_THINGS, "others": labels.OTHER_THINGS,
    "areas": labels.AREAS, "severities": labels.SEVERITIES, "focus": labels.FOCUS, "weekdays": labels.WEEKDAYS,
    "lifts": labels.LIFTS, "units": labels.UNITS, "short_units": labels.SHORT_UNITS, "presets": PRESETS,
}  # fmt: skip
_CONSENT = FormFault(anchor="f-adult", sentence="Please confirm the sentence under the form.")
_RENDERER = Renderer()


def static_files() -> Assets:
    """The stylesheet, the scripts and the icon."""
    return _RENDERER.assets


def page_routes(source: PageSource) -> APIRouter:  # noqa: C901, PLR0915 - a list of routes, each of them simple
    """The routes of the pages."""
    router = APIRouter(include_in_schema=False)
    page = _RENDERER.page
    programs = ProgramPages(source, _RENDERER)

    def refused(request: Request, error: PageRefusal) -> Response:
        heading, text = page_of_refusal(error)
        return page(request, "message.html", status=error.status, headers=error.headers, heading=heading, text=text)

    async def jobs_for(request: Request, path: str) -> JobList:
        chosen = request.query_params.get("status", "all")
        chosen = chosen if chosen in FILTERS else "all"
        jobs, following = await source.jobs(request, chosen, request.query_params.get("cursor"))
        return job_list(jobs, chosen, following, path)

    async def form(
        request: Request,
        values: FormValues,
        *,
        faults: tuple[FormFault, ...] = (),
        problem: Note | None = None,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Response:
        try:
            shown = await jobs_for(request, "/")
        except PageRefusal:
            # the form can be filled in all the same
            shown = job_list([], "all", None, "/")
        return page(
            request, "form.html", status=status, headers=headers, here="new", values=values, faults=faults,
            bad={fault.anchor for fault in faults}, heading=heading_of(faults), problem=problem, list=shown,
            summary=_summary(values), **_FORM,
        )  # fmt: skip

    @router.get("/")
    async def show_form(request: Request) -> Response:
        native = native_unit(request.headers.get("accept-language", ""))
        values = FormValues(units=look_of(request.cookies, request.query_params, native).units, key=source.new_token())
        earlier = request.query_params.get("from")
        if earlier:
            try:
                values = values_of_request((await source.job(request, earlier)).job["params"], key=values.key)
            except PageRefusal as error:
                return refused(request, error)
        return await form(request, values)

    @router.post("/")
    async def send_form(request: Request) -> Response:
        try:
            fields = _fields(await request.body())
        except InvalidBody:
            return await form(request, FormValues(key=source.new_token()), problem=note_of_refusal(413), status=413)
        values = values_of_form(fields)
        if any(name == "preset" for name, _ in fields):
            return await form(request, values)
        if is_foreign(request):
            return refused(request, PageRefusal(403, "Another site sent this form."))
        try:
            wanted = validated(ProgramRequest, body_of_form(fields))
            if is_consent_missing(fields):
                return await form(request, values, faults=(_CONSENT,), status=422)
            job_id = await source.accept(request, wanted, values.key or None)
        except InvalidBody as error:
            faults = faults_of_form(error.faults, values)
            faults = (*faults, _CONSENT) if is_consent_missing(fields) else faults
            return await form(request, values, faults=faults, status=422)
        except PageRefusal as error:
            # the same answers under a new key: the old one may stand for other answers
            again = values.with_key(source.new_token()) if error.code == "idempotency_conflict" else values
            note = note_of_refusal(error.status, error.headers.get("Retry-After", ""), str(error), error.code)
            return await form(request, again, problem=note, status=error.status, headers=error.headers)
        return RedirectResponse(f"/jobs/{job_id}", status_code=303)

    @router.get("/jobs")
    async def show_jobs(request: Request) -> Response:
        try:
            shown = await jobs_for(request, "/jobs")
        except PageRefusal as error:
            return refused(request, error)
        return page(request, "jobs.html", headers={"ETag": ""}, here="jobs", list=shown)

    @router.get("/jobs/{job_id}")
    async def show_job(request: Request, job_id: str) -> Response:
        return await job_page(request, job_id)

    async def job_page(
        request: Request,
        job_id: str,
        problem: Note | None = None,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Response:
        try:
            watched = await source.job(request, job_id)
        except PageRefusal as error:
            return refused(request, error)
        now = datetime.fromtimestamp(source.now(), UTC)
        token = token_of(request)
        fresh = token or source.new_token()
        extra = {} if token else {"Set-Cookie": cookie(COOKIE, fresh, is_tls=source.is_tls, is_secret=True)}
        return page(
            request, "job.html", status=status, headers={**extra, **(headers or {})}, here="jobs", has_secret=True,
            view=job_view(watched, now), now=moment_of(now), csrf=fresh, key=source.new_token(), problem=problem,
            leave=LEAVE, slow=SLOW, trace=watched.trace,
        )  # fmt: skip

    @router.post("/jobs/{job_id}")
    async def change_job(request: Request, job_id: str) -> Response:
        try:
            fields = dict(_fields(await request.body()))
        except InvalidBody:
            fields = {}
        return await act(request, job_id, fields.get("action", ""), fields)

    @router.post("/jobs/{job_id}/cancel")
    async def cancel_job(request: Request, job_id: str) -> Response:
        try:
            fields = dict(_fields(await request.body()))
        except InvalidBody:
            fields = {}
        return await act(request, job_id, "cancel", fields)

    async def act(request: Request, job_id: str, action: str, fields: dict[str, str]) -> Response:
        try:
            # whose job it is comes first: a stranger learns nothing from what follows
            watched = await source.job(request, job_id)
            if action not in ("cancel", "retry"):
                return RedirectResponse(f"/jobs/{job_id}", status_code=303)
            # nobody can change what has ended, with a token or without
            if action == "cancel" and watched.job["status"] not in OPEN:
                return await job_page(request, job_id, note_of_refusal(409), status=409)
            if not is_ours(request, fields.get("csrf", "")):
                then = "Nothing was changed. Press the button again."
                note = Note(kind="err", what="This page is out of date.", then=then)
                return await job_page(request, job_id, note, status=403)
            if action == "cancel":
                await source.cancel(request, job_id)
                return RedirectResponse(f"/jobs/{job_id}", status_code=303)
            again = await retried(request, job_id, watched.job["params"], fields.get("key", ""))
        except PageRefusal as error:
            if error.status == 404:  # noqa: PLR2004
                return refused(request, error)
            note = note_of_refusal(error.status, error.headers.get("Retry-After", ""), str(error), error.code)
            return await job_page(request, job_id, note, status=error.status, headers=error.headers)
        return RedirectResponse(f"/jobs/{again}", status_code=303)

    async def retried(request: Request, job_id: str, params: dict[str, Any], key: str) -> str:
        changed, sentence = change_of(params)
        if not changed:
            return await source.retry(request, job_id, key)
        # the same wish again, of the same program
        return await source.revise(request, changed, sentence, _key_of("retry", key))

    @router.get("/programs/{program_id}")
    async def show_program(request: Request, program_id: str) -> Response:
        try:
            return await programs.show(request, program_id)
        except PageRefusal as error:
            return refused(request, error)

    @router.post("/programs/{program_id}")
    async def change_program(request: Request, program_id: str) -> Response:
        try:
            # whose program it is comes first: a stranger learns nothing from what follows
            await source.program(request, program_id)
            if is_foreign(request):
                return refused(request, PageRefusal(403, "Another site sent this form."))
            fields = dict(_fields(await request.body()))
            if not {"sentence", "example"} & fields.keys():
                # no form of ours: nothing was asked, so there is only the page to show
                return RedirectResponse(f"/programs/{program_id}#change", status_code=303)
            form = ChangeForm(key=fields.get("key", ""), sentence=_one_line(fields.get("sentence", "")))
            if "example" in fields:
                return await programs.show(request, program_id, replace(form, sentence=_one_line(fields["example"])))
            wrong = fault_of_sentence(form.sentence)
            if wrong:
                return await programs.show(request, program_id, replace(form, wrong=wrong), status=422)
        except InvalidBody:
            lost = ChangeForm(key=source.new_token(), wrong="That could not be read. Say it again.")
            return await programs.show(request, program_id, lost, status=422)
        except PageRefusal as error:
            return refused(request, error)
        try:
            job_id = await source.revise(request, program_id, form.sentence, _key_of("change", form.key))
        except PageRefusal as error:
            # the sentence stays, under a new key where the old one stands for another
            key = source.new_token() if error.code == "idempotency_conflict" else form.key
            again = replace(form, key=key, wrong=fault_of_refusal(error))
            return await programs.show(request, program_id, again, status=error.status, headers=error.headers)
        return RedirectResponse(f"/jobs/{job_id}", status_code=303)

    return router


def _key_of(what: str, key: str) -> str | None:
    """The idempotency key of a form's own key; None where that is none."""
    return f"{what}-{key}"[:255] if key and key.isascii() and key.isprintable() else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _summary(values: FormValues) -> str:
    goal = labels.GOALS.get(values.goal, ("", ""))[0]
    weeks = several(int(values.weeks), "week") if values.weeks.isascii() and values.weeks.isdigit() else ""
    return " · ".join(part for part in (goal, f"{values.frequency} days a week", weeks) if part)


def _fields(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict")
    except ValueError as error:
        raise InvalidBody([FieldFault(field="", value="", message="cannot be read as a form")]) from error
