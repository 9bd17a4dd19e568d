"""A program changed in words on its own page: on a phone and at a desk, by keyboard, without a script, and refused."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.conftest import DESK, PHONE

REQUEST = {
    "goal": "strength", "frequency": 4, "weeks": 4, "experience": "intermediate", "equipment": ["full_gym"],
    "units": "kg", "oneRepMaxes": {"squat": 140, "bench": 100, "deadlift": 180},
}  # fmt: skip


@pytest.fixture(scope="module")
def first(browser, site) -> str:
    """Address of a program that was designed here."""
    context = browser.new_context()
    page = context.new_page()
    job_id = page.request.post(f"{site.url}/api/ai/generate-program", data=REQUEST).json()["jobId"]
    page.goto(f"{site.url}/jobs/{job_id}")
    page.get_by_role("link", name="Open the program").wait_for()
    path = page.get_by_role("link", name="Open the program").get_attribute("href")
    context.close()
    return f"{site.url}{path}"


def _said(page, sentence: str) -> str:
    page.locator("#f-sentence").fill(sentence)
    page.locator("#change-send").click()
    page.locator("#f-sentence[aria-invalid]").wait_for()
    assert page.evaluate("document.activeElement.id") == "f-sentence"
    assert page.locator("#change-send").inner_text() == "Build the changed program"
    assert page.locator("#f-sentence").input_value() == sentence
    return page.locator("#f-sentence-wrong").inner_text()


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_a_sentence_leads_to_the_changed_program_and_back(site, watchful, first, size, theme) -> None:
    page = watchful.window(size, theme=theme)
    page.goto(first)
    old = page.locator("h1").inner_text()
    page.get_by_role("button", name="make it three days").click()
    assert page.evaluate("document.activeElement.value") == "make it three days"
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/*")
    page.get_by_role("link", name="Open the program").wait_for()
    assert "because you said “make it three days”" in page.locator(".crumb").last.inner_text()
    page.get_by_role("link", name="Open the program").click()
    told = page.locator(".versions").inner_text()
    assert told.startswith(f"Changed from {old} because you said “make it three days”.")
    changes = page.locator("#changes")
    assert "Workouts a week" in changes.inner_text()
    # by word and by sign, in each day, with a reason
    assert changes.locator("h3 .kind", has_text="− removed").count() == 1
    assert changes.locator("article").count() == changes.locator("article > p + p").count() > 1
    assert {"added", "removed"} <= set(changes.locator("li .kind").all_inner_texts())
    assert set(changes.locator("li.added .mark").all_text_contents()) == {"+"}
    for width in (320, size[0]):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    options = {"runOnly": ["color-contrast"]} if theme == "dark" else {"resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    page.locator(".versions a").first.click()
    assert "There is a newer version:" in page.locator(".versions").inner_text()


def test_each_sentence_that_cannot_be_done_is_answered_at_the_field(site, watchful, first) -> None:
    page = watchful.window(PHONE)
    page.goto(first)
    assert "Say what is to change" in _said(page, "")
    assert "has 10,000 characters. The limit is 500." in _said(page, "x" * 10_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert "did not understand 'sandwich', so nothing was changed." in _said(page, "please make me a sandwich")
    assert "is that already" in _said(page, "make it 4 days")
    assert "two different numbers of days a week" in _said(page, "make it 3 days and 5 days")
    assert page.locator("#f-sentence").get_attribute("aria-describedby") == "f-sentence-wrong h-sentence"
    found = Axe().run(page, context="#change").response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    page.keyboard.press("End")
    page.keyboard.type(" please")
    assert not page.locator("#f-sentence-wrong").is_visible()
    page.context.set_offline(True)
    assert "Your sentence is still here" in _said(page, "more chest")
    page.context.set_offline(False)


def test_the_keyboard_alone_changes_a_program_once(site, watchful, first) -> None:
    page = watchful.window()
    page.goto(f"{first}#change")
    page.locator("#f-sentence").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "change-send"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.id") == "f-sentence"
    held = []
    page.route(first, lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press("Enter")
    page.locator("#change-send", has_text="Reading…").wait_for()
    page.keyboard.press("Enter")
    assert page.locator("#change-send").get_attribute("aria-disabled") == "true"
    assert page.locator("#live").inner_text() == "Reading your sentence"
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_url("**/jobs/*")


def test_a_program_is_changed_without_a_script(site, watchful, first) -> None:
    page = watchful.window(PHONE, java_script_enabled=False)
    page.goto(first)
    page.locator("[name=example]").first.click()
    assert page.locator("#f-sentence").input_value() == "make it three days"
    page.locator("#f-sentence").fill("sing me a song")
    page.locator("#change-send").click()
    assert page.locator("#f-sentence").input_value() == "sing me a song"
    assert "so nothing was changed." in page.locator("#f-sentence-wrong").inner_text()
    # the fragment of the form's address brings the reader to the field
    assert page.url.endswith("#f-sentence")
    assert page.locator("#f-sentence").evaluate("one => one === document.activeElement")
    page.locator("#f-sentence").fill("make it 5 weeks")
    page.locator("#change-send").click()
    assert "/jobs/" in page.url
