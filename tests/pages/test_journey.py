"""From the form to the file, as a lifter goes: on a phone and at a desk, in the light and in the dark."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.conftest import DESK, PHONE

SERIOUS = ("serious", "critical")
WIDTHS = (320, 360, 390, 768, 1280)


def _order(page: Any, url: str, preset: str = "Full gym") -> None:
    page.goto(url)
    page.locator("[name=goal][value=powerlifting]").check()
    page.get_by_role("button", name=preset).click()
    page.locator("[name=units][value=kg]").check()
    for name, load in (("Squat", "140"), ("Bench press", "100"), ("Deadlift", "180")):
        page.get_by_label(name, exact=True).fill(load)
    page.locator("#f-adult").check()
    page.locator("#send").click()


@pytest.fixture(scope="module")
def made(browser, site) -> dict[str, str]:
    """Addresses of pages with something on them: a job, a usual program, and the largest one."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    found = {"form": "/", "jobs": "/jobs", "missing": "/jobs/nothing"}
    for name, body in {
        "program": {"goal": "powerlifting", "frequency": 4, "oneRepMaxes": {"squat": 140, "bench": 100, "deadlift": 180}, "units": "kg"},
        "short": {"goal": "strength", "frequency": 2, "weeks": 4, "limitations": [{"area": "knee", "severity": "caution"}]},
        "large": {"goal": "hypertrophy", "frequency": 6, "weeks": 16, "sessionMinutes": 45},
    }.items():  # fmt: skip
        fields = {"experience": "intermediate", "equipment": ["full_gym"], **body}
        job_id = page.request.post(f"{site.url}/api/ai/generate-program", data=fields).json()["jobId"]
        page.goto(f"{site.url}/jobs/{job_id}")
        page.get_by_role("link", name="Open the program").wait_for()
        found |= {
            "job": f"/jobs/{job_id}",
            name: page.get_by_role("link", name="Open the program").get_attribute("href"),
        }
    context.close()
    return found


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_form_to_the_file(site, watchful, size) -> None:
    page = watchful.window(size, accept_downloads=True)
    _order(page, site.url)
    page.wait_for_url("**/jobs/*")
    page.get_by_role("heading", name="Your program is ready").wait_for()
    assert page.title() == "Ready – FitCSV Coach"
    page.get_by_role("link", name="Open the program").click()
    page.get_by_role("heading", level=1).wait_for()
    assert "1RM 140/100/180 kg" in page.locator(".lead").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.path().read_text(encoding="utf-8-sig").startswith("week,day,workout_name,exercise,set")


def test_the_form_follows_every_answer(site, watchful) -> None:
    page = watchful.window(PHONE)
    page.goto(site.url)
    assert page.locator("#summary").inner_text() == "Strength · 4 days a week · 12 weeks"
    # the first two questions and the button stand on the first screen
    for part in (page.get_by_text("Advanced"), page.locator("#send")):
        place = part.bounding_box()
        assert place["y"] + place["height"] <= PHONE[1]
    page.locator("[name=goal][value=hypertrophy]").check()
    page.locator("[name=frequency][value='5']").check()
    page.get_by_label("Weeks").fill("8")
    assert page.locator("#summary").inner_text() == "Muscle size · 5 days a week · 8 weeks"
    page.get_by_role("button", name="Dumbbells").click()
    ticked = page.eval_on_selector_all("[name=equipment]:checked", "all => all.map(one => one.value).sort()")
    assert ticked == ["bench", "dumbbell"]
    page.get_by_role("button", name="Bodyweight only").click()
    assert page.locator("[name=equipment]:checked").count() == 0
    page.locator("[name=units][value=lbs]").check()
    assert set(page.locator("#maxima .unit").all_inner_texts()) == {"lb"}
    page.get_by_text("Pain or limits").click()
    page.get_by_label("Notes for the coach").fill("x" * 501)
    assert page.locator("#h-notes").inner_text() == "1 character too many"
    page.locator("#f-adult").check()
    page.locator("#send").click()
    page.get_by_role("heading", name="One answer needs a change").wait_for()
    assert page.locator("#f-notes-wrong").inner_text().endswith("Notes are 501 characters. The limit is 500.")
    assert page.evaluate("document.activeElement.className") == "summary-err"
    assert page.locator("#summary").inner_text() == "Muscle size · 5 days a week · 8 weeks"


def test_two_clicks_make_one_job_and_going_back_shows_the_answers(site, watchful) -> None:
    page = watchful.window()
    page.goto(site.url)
    page.get_by_label("Weeks").fill("9")
    page.locator("#f-adult").check()
    before = len(page.request.get(f"{site.url}/api/ai/jobs?limit=100").json()["jobs"])
    page.locator("#send").dblclick()
    page.wait_for_url("**/jobs/*")
    assert len(page.request.get(f"{site.url}/api/ai/jobs?limit=100").json()["jobs"]) == before + 1
    page.go_back()
    assert page.get_by_label("Weeks").input_value() == "9"


def test_the_form_is_sent_by_keyboard_alone(site, watchful) -> None:
    page = watchful.window()
    page.goto(site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    seen: set[str] = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "(() => { const one = document.activeElement, face = one.matches('.pick > input') ? one.nextElementSibling : one;"
            "return [one.name || one.id || one.className, getComputedStyle(face).outlineStyle] })()"
        )
        assert place[1] != "none", place
        seen.add(place[0])
        if place[0] == "adult":
            page.keyboard.press("Space")
        if place[0] == "send":
            break
    assert {"goal", "experience", "frequency", "weeks", "equipment", "units", "max.squat", "adult", "send"} <= seen
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/*")


@pytest.mark.parametrize(("theme", "size"), [("light", DESK), ("dark", PHONE)], ids=["light", "dark"])
def test_no_page_keeps_anybody_out(site, watchful, made, theme, size) -> None:
    page = watchful.window(size, theme=theme)
    found: list[str] = []
    for name, path in made.items():
        page.goto(f"{site.url}{path}")
        # long programs are made of the same parts as the short one, and the themes differ in colours alone
        if name in ("program", "large"):
            continue
        options = {"runOnly": ["color-contrast"]} if theme == "dark" else {"resultTypes": ["violations"]}
        for one in Axe().run(page, options=options).response["violations"]:
            if one["impact"] in SERIOUS:
                found += [f"{name}: {one['id']}: {node['html'][:120]}" for node in one["nodes"][:3]]
    assert found == []


def test_no_page_scrolls_sideways_or_is_heavy(site, watchful, made) -> None:
    page = watchful.window()
    for path in made.values():
        answer = page.goto(f"{site.url}{path}")
        assert len(answer.body()) < 150_000
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_what_is_pressed_is_large_enough(site, watchful, made) -> None:
    page = watchful.window((320, 800))
    for path in (made["form"], made["job"], made["program"], made["large"]):
        page.goto(f"{site.url}{path}")
        small = page.eval_on_selector_all(
            ".btn, .pick, .top a, .theme, .jump a, .weekbar a, .units a, .cal td a, summary, .filters a, select, input:not([type=hidden]):not(.agree input)",
            "all => all.filter(one => one.offsetParent && !one.closest('.vh') && one.type !== 'radio' && one.type !== 'checkbox')"
            ".map(one => [one.className || one.tagName, one.getBoundingClientRect()]).filter(([name, box]) => box.height < 43.9 || (box.width < 32.9))"
            ".map(([name, box]) => `${name} ${box.width} x ${box.height}`)",
        )
        assert small == [], path


def test_a_day_of_the_calendar_opens_its_week_below_the_bars(site, watchful, made) -> None:
    page = watchful.window(PHONE)
    page.goto(f"{site.url}{made['program']}")
    assert page.locator(".week.open").count() == 1
    page.locator(".cal a[href='#w5d2']").click()
    assert page.locator(".week.open").get_attribute("id") == "w5"
    page.wait_for_function("document.getElementById('w5d2').getBoundingClientRect().top < 200")
    bar = page.locator(".weekbar-wrap").bounding_box()
    assert page.locator("#w5d2").bounding_box()["y"] >= bar["y"] + bar["height"] - 1
    page.keyboard.press("]")
    assert page.locator(".week.open").get_attribute("id") == "w6"
    assert page.evaluate("document.activeElement.textContent").startswith("Week 6")
    page.reload()
    assert page.locator(".weekbar [aria-current]").get_attribute("data-week") == "6"
    page.goto(f"{site.url}{made['large']}")
    assert page.locator(".cal td a").count() == 96
    page.locator(".cal a[href='?week=9#w9d3']").click()
    assert page.locator("#w9d3").is_visible()


def test_unit_and_theme_are_switched_at_once_and_kept(site, watchful, made) -> None:
    page = watchful.window()
    page.goto(f"{site.url}{made['program']}")
    squat = page.locator("#w1d1 td.w").first
    assert squat.inner_text().endswith("kg")
    page.locator(".units").get_by_text("lb").click()
    assert squat.inner_text().endswith("lb")
    page.get_by_role("button", name="Use the dark theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark == "rgb(17, 19, 22)"
    assert squat.inner_text().endswith("lb")
    # the server knows, too: nothing flashes before a script has run
    html = page.request.get(page.url).text()
    assert 'data-theme="dark" data-units="lbs"' in html


def test_sets_and_load_are_the_largest_on_a_card_and_the_tables_say_what_is_drawn(site, watchful, made) -> None:
    page = watchful.window(PHONE)
    page.goto(f"{site.url}{made['program']}")
    sizes = page.evaluate(
        "Object.fromEntries(['td.n','td.w','td.e','td.r','tbody th','.x'].map(one =>"
        "[one, parseFloat(getComputedStyle(document.querySelector('#w1d1 ' + one)).fontSize)]))"
    )
    assert min(sizes["td.n"], sizes["td.w"]) > max(sizes["td.e"], sizes["td.r"], sizes["tbody th"], sizes[".x"])
    details = page.locator("#charts details").first
    details.locator("summary").click()
    table = details.locator("tbody tr td:nth-child(2)").all_inner_texts()
    drawn = page.locator("#charts svg").first.locator("rect.bar title").all_text_contents()
    assert table == [re.findall(r": (\d+) sets", text)[0] for text in drawn]


def test_paper_has_a_week_on_each_page_in_one_unit(site, watchful, made, tmp_path) -> None:
    page = watchful.window(theme="dark")
    page.goto(f"{site.url}{made['program']}")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".week:visible").count() == 12
    assert page.locator("#w3d1 .u-lb:visible").count() == 0
    assert page.locator("nav:visible, .btn:visible, .numbers:visible").count() == 0
    # why and plan, charts, twelve weeks, score
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert pages == 15
    page.goto(f"{site.url}{made['large']}?week=all")
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert pages == 19


def test_nothing_is_lost_in_a_wide_font(site, watchful, made) -> None:
    page = watchful.window((320, 800), bypass_csp=True)
    for path in made.values():
        page.goto(f"{site.url}{path}")
        page.add_style_tag(content="* { font-family: 'DejaVu Sans' !important }")
        # a name of 45 characters wraps, whatever its neighbours do
        page.evaluate(
            "document.querySelectorAll('.day tbody th').forEach(one => {"
            "one.lastChild.textContent = 'Single-Arm Half-Kneeling Landmine Press, Slow' })"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        clipped = page.eval_on_selector_all(
            ".btn, .badge, h1, h2, h3, h4, .cal a, td.n, td.w, .weekbar a, .face",
            "all => all.filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')"
            ".map(one => one.className + ': ' + one.textContent.slice(0, 40))",
        )
        assert clipped == [], path
