"""A running job, seen live: moved on, cancelled, failed, lost sight of, and told of by a server that began anew."""

from typing import Any

import pytest

REQUEST = {"goal": "powerlifting", "experience": "intermediate", "frequency": 4, "equipment": ["full_gym"], "weeks": 12}


@pytest.fixture
def job_id(watchful, slow_site) -> str:
    context = watchful.browser.new_context()
    answer = context.request.post(f"{slow_site.url}/api/ai/generate-program", data=REQUEST).json()
    context.close()
    return answer["jobId"]


def _states(page: Any) -> list[str]:
    return page.eval_on_selector_all(".stages li", "all => all.map(one => one.className)")


def test_every_stage_is_shown_live_and_after_a_reload_and_in_a_second_tab(watchful, slow_site, job_id) -> None:
    page = watchful.window((390, 844))
    page.goto(f"{slow_site.url}/jobs/{job_id}")
    assert page.get_by_role("heading", level=1).inner_text() == "Waiting for a free worker"
    assert _states(page) == ["now", "todo", "todo", "todo", "todo", "todo"]
    # clock, bar and all six stages stand on the first screen
    last = page.locator(".stages li").last.bounding_box()
    assert last["y"] + last["height"] <= 844
    assert page.locator("#live").inner_text() == ""
    second = watchful.tab(page.context)
    second.goto(page.url)
    fence = slow_site.begin(job_id, "selecting", 10)
    for stage, percent, heading, place in (
        ("designing", 55, "Planning your 12 weeks", 2),
        ("checking", 60, "Checking your plan", 3),
        ("saving", 85, "Saving your program", 4),
    ):
        slow_site.tell(job_id, fence, stage, percent)
        page.get_by_role("heading", name=heading).wait_for()
        assert page.locator("#live").inner_text() == heading
        second.get_by_role("heading", name=heading).wait_for()
        live = (_states(page), page.locator("#pct").inner_text(), page.locator("#bar").get_attribute("aria-valuetext"))
        assert live[0] == ["done"] * place + ["now"] + ["todo"] * (5 - place)
        assert live[1] == f"{percent}%"
        assert page.title().startswith(f"{percent}% · ")
        assert page.locator("[aria-current=step]").count() == 1
        page.reload()
        again = (_states(page), page.locator("#pct").inner_text(), page.locator("#bar").get_attribute("aria-valuetext"))
        assert again == live
    # what was seen from its beginning to its end has a time; what nobody knows is a dash and never 0
    took = page.locator(".stages .took").all_inner_texts()
    assert all(text.endswith(" s") for text in took[:4])
    assert page.locator(".facts dd").all_inner_texts() == ["–", "–", "–", "1 of 5"]
    slow_site.jobs.fail(job_id, fence, "model_timeout", "x")
    page.get_by_role("heading", name="We could not build this program").wait_for()
    ended = page.locator(".ended").inner_text()
    assert "The AI model did not answer in time." in ended
    assert "model_timeout" in ended
    assert page.title() == "Failed – FitCSV Coach"
    # the way on stands before what went by
    assert page.locator("#retry").bounding_box()["y"] < page.locator(".stages").bounding_box()["y"]
    page.locator("#retry").click()
    page.get_by_role("heading", name="Waiting for a free worker").wait_for()
    assert job_id not in page.url
    second.get_by_role("heading", name="We could not build this program").wait_for()


def test_stages_that_nobody_watched_have_their_times(watchful, slow_site, job_id) -> None:
    fence = slow_site.begin(job_id, "selecting", 10)
    for stage, percent in (("designing", 40), ("checking", 60), ("repairing", 65), ("checking", 70), ("saving", 85)):
        slow_site.tell(job_id, fence, stage, percent)
    page = watchful.window()
    page.goto(f"{slow_site.url}/jobs/{job_id}")
    page.get_by_role("heading", name="Saving your program").wait_for()
    took = page.locator(".stages .took").all_inner_texts()
    assert all(text.endswith(" s") for text in took[:4]), took
    slow_site.jobs.fail(job_id, fence, "model_timeout", "x")
    page.get_by_role("heading", name="We could not build this program").wait_for()
    slow_site.restart()
    page.reload()
    assert page.locator(".stages .took").all_inner_texts()[:4] == took[:4]


def test_a_completed_job_that_nobody_watched_has_its_times(watchful, site) -> None:
    context = watchful.browser.new_context()
    job_id = context.request.post(f"{site.url}/api/ai/generate-program", data=REQUEST).json()["jobId"]
    while not site.jobs.load(job_id).is_terminal:
        pass
    context.close()
    # whoever watched in this process is forgotten
    site.restart()
    page = watchful.window()
    page.goto(f"{site.url}/jobs/{job_id}")
    page.get_by_role("heading", name="Your program is ready").wait_for()
    took = page.locator(".stages .took").all_inner_texts()
    assert all(text.endswith(" s") for text in took[:5]), took


def test_cancelling_says_so_until_the_worker_stops(watchful, slow_site, job_id) -> None:
    fence = slow_site.begin(job_id, "designing", 25)
    page = watchful.window()
    page.goto(f"{slow_site.url}/jobs/{job_id}")
    page.get_by_role("button", name="Cancel job").click()
    page.get_by_role("button", name="Cancelling…").wait_for()
    assert page.get_by_role("button", name="Cancelling…").get_attribute("aria-disabled") == "true"
    assert "Cancelling… the worker stops within 15 seconds." in page.locator(".stages").inner_text()
    assert slow_site.tell(job_id, fence, "designing", 30)
    slow_site.jobs.finish_cancelled(job_id, fence)
    page.locator(".badge", has_text="Cancelled").wait_for()
    assert "No program was saved. Retry starts a new job with the same answers." in page.locator(".ended").inner_text()


def test_without_a_script_the_page_refreshes_itself_and_cancels(watchful, slow_site, job_id) -> None:
    page = watchful.window(java_script_enabled=False)
    page.goto(f"{slow_site.url}/jobs/{job_id}")
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "5"
    page.get_by_role("button", name="Cancel job").click()
    page.locator(".badge", has_text="Cancelled").wait_for()
    assert page.locator("meta[http-equiv=refresh]").count() == 0


def test_a_lost_network_is_told_and_made_up_for(watchful, slow_site, job_id) -> None:
    fence = slow_site.begin(job_id, "selecting", 10)
    page = watchful.window()
    page.goto(f"{slow_site.url}/jobs/{job_id}")
    page.get_by_text("● Live").wait_for()
    page.context.set_offline(True)
    page.get_by_text("○ You are offline. The job goes on.").wait_for()
    slow_site.tell(job_id, fence, "designing", 40)
    page.context.set_offline(False)
    page.get_by_role("heading", name="Planning your 12 weeks").wait_for()
    page.get_by_text("● Live").wait_for()


def test_a_server_that_began_anew_goes_on_telling(watchful, slow_site, job_id) -> None:
    fence = slow_site.begin(job_id, "selecting", 10)
    page = watchful.window()
    page.goto(f"{slow_site.url}/jobs/{job_id}")
    page.get_by_text("● Live").wait_for()
    slow_site.restart()
    slow_site.tell(job_id, fence, "checking", 60)
    page.get_by_role("heading", name="Checking your plan").wait_for()
    page.get_by_text("● Live").wait_for()


def test_eight_windows_that_are_all_seen_leave_room_for_a_ninth_page(watchful, slow_site, job_id) -> None:
    first = last = watchful.window()
    for number in range(8):
        last = watchful.tab(first.context) if number else first
        last.goto(f"{slow_site.url}/jobs/{job_id}")
        last.get_by_text("● Live").wait_for()
    page = watchful.tab(first.context)
    page.goto(f"{slow_site.url}/jobs")
    assert page.get_by_role("heading", level=1).inner_text() == "Your jobs"
    # the eighth has no stream and asks: it moves on a little later, as the first does at once
    slow_site.begin(job_id, "designing", 40)
    for one in (first, last):
        one.get_by_role("heading", name="Planning your 12 weeks").wait_for()


def test_eight_tabs_leave_room_for_a_ninth_page(watchful, slow_site, job_id) -> None:
    page = first = watchful.window()
    for _ in range(8):
        page.goto(f"{slow_site.url}/jobs/{job_id}")
        page.get_by_text("● Live").wait_for()
        # a headless tab is not hidden by the next one: it is told so, as a real browser would tell it
        page.evaluate(
            "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
        page = watchful.tab(first.context)
    page.goto(f"{slow_site.url}/jobs")
    assert page.get_by_role("heading", level=1).inner_text() == "Your jobs"
    first.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    first.get_by_text("● Live").wait_for()
