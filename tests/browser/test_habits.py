"""How people use it: input methods, the keyboard alone, phones, the dark, English."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.steps import QUESTION, Opens, ask, fits, picture, summarize, tab

# sRGB luminance and contrast as WCAG 2 defines them.
CONTRAST = """(selector) => {
  const shown = document.querySelector(selector);
  const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
  let under = shown;
  while (under && (numbers(getComputedStyle(under).backgroundColor)[3] ?? 1) === 0) under = under.parentElement;
  const luminance = (colour) => { const [r, g, b] = colour.slice(0, 3).map((value) => { const part = value / 255;
    return part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
  const [light, dark] = [luminance(numbers(getComputedStyle(shown).color)),
    luminance(under ? numbers(getComputedStyle(under).backgroundColor) : [255, 255, 255])].sort((a, b) => b - a);
  return (light + .05) / (dark + .05);
}"""


def test_enter_does_not_send_while_an_input_method_composes(page: Page) -> None:
    tab(page, "Hỏi đáp")
    page.fill("#question textarea", QUESTION)
    page.evaluate(
        """() => {const box = document.querySelector("#question textarea");
        for (const kind of ["keydown", "keypress"]) box.dispatchEvent(new KeyboardEvent(
          kind, {key: "Enter", code: "Enter", isComposing: true, bubbles: true, cancelable: true}))}"""
    )
    page.wait_for_timeout(1000)
    assert page.locator("#chat .th-turn").count() == 0
    page.click("#ask")
    page.wait_for_selector("#chat .th-sources")


def test_the_keyboard_alone(page: Page) -> None:
    def tabs_to(selector: str, most: int = 40) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab does not reach {selector}")

    tabs_to("[role=tab]")
    page.get_by_role("tab", name="Hỏi đáp").focus()
    page.keyboard.press("Enter")
    tabs_to("#question textarea")
    page.keyboard.type("Ai chủ trì hội nghị giao ban tháng 8 của tỉnh Thường Đức?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .th-sources")
    page.get_by_role("tab", name="Hỏi đáp").focus()
    tabs_to("#chat .th-chip")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector("#source mark")


def test_everything_has_a_name(page: Page) -> None:
    """Every control that can be reached says what it is, in Vietnamese."""
    summarize(page)
    ask(page)
    for name in ("Tóm tắt", "Hỏi đáp", "Kho tin"):
        tab(page, name)
        page.wait_for_timeout(500)
        names: list[str] = page.evaluate(
            """() => [...document.querySelectorAll("button, a[href], input, textarea, select, [role=button]")]
            .filter((e) => e.checkVisibility() && e.type !== "file").map((e) => (e.getAttribute("aria-label") || e.title
            || e.labels?.[0]?.innerText || e.innerText || e.placeholder || "").trim() || "NAMELESS " + e.outerHTML)"""
        )
        nameless = [each for each in names if each.startswith("NAMELESS")]
        assert not nameless
        for english in ("Click to", "Upload", "Remove", "More tabs", "Submit", "Clear"):
            assert not [each for each in names if english in each]


def test_a_phone_needs_no_sideways_scrolling(opens: Opens) -> None:
    with opens(360, 740, has_touch=True) as page:
        fits(page)
        summarize(page)
        fits(page)
        page.locator("#result .th-sentence").first.tap()
        page.wait_for_selector("#result .th-reader.open mark")
        picture(page, "summary-narrow")
        page.get_by_role("button", name="Đóng").first.tap()
        expect(page.locator("#result .th-reader.open")).to_have_count(0)
        ask(page)
        fits(page)
        picture(page, "page-narrow")
        page.locator("#chat .th-chip").first.tap()
        page.wait_for_selector("#source .th-reader.open mark")
        page.keyboard.press("Escape")
        expect(page.locator("#source .th-reader.open")).to_have_count(0)
        tab(page, "Kho tin")
        page.locator("#rows .th-row").first.tap()
        page.wait_for_selector("#reading .th-reader.open")
        fits(page)


def test_dark_and_light(opens: Opens) -> None:
    with opens(color_scheme="dark") as page:
        ask(page)
        page.locator("#chat .th-chip").first.click()
        page.wait_for_selector("#source mark")
        page.wait_for_timeout(500)
        readable = (".th-question", ".th-answer", ".th-short", ".th-note", ".th-about", "#source mark", "#heading p")
        for selector in readable:
            assert page.evaluate(CONTRAST, selector) >= 4.5, f"{selector} in the dark"
        picture(page, "page-dark")
        page.click("#mode")
        expect(page.locator("body.dark")).to_have_count(0)
        page.wait_for_timeout(500)
        for selector in readable:
            assert page.evaluate(CONTRAST, selector) >= 4.5, f"{selector} in the light"
        page.reload()  # the choice stays
        page.wait_for_selector("#paste textarea")
        expect(page.locator("body.dark")).to_have_count(0)


def test_english(page: Page) -> None:
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/")
    page.wait_for_selector("#paste textarea")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click("#summarize")
    expect(page.locator("#result [role=alert]")).to_contain_text("Paste a text")
    for name in ("Summary", "Ask", "Archive"):
        tab(page, name)
        page.wait_for_timeout(400)
    tab(page, "Ask")
    page.fill("#question textarea", "Ca sĩ nào hát mở màn lễ hội pháo hoa quốc tế?")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .th-refusal")).to_have_text("Not found in the archive.")
    page.get_by_role("link", name="Tiếng Việt").click()
    page.get_by_role("tab", name="Hỏi đáp").wait_for()
