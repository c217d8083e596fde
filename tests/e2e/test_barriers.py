"""No screen keeps anybody out: axe looks at doors, rooms and settings, by night and in the morning."""

import pytest

from tests.e2e.conftest import DESKTOP, PHONE, OpenPage
from tests.e2e.letters import Letters
from tests.e2e.walk import walk
from tests.processes import ROOT, Hearth

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
LOOK = """async () => {
  const { violations } = await axe.run({ resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`));
}"""
REFUSED = "the server responded with a status of 4"
WINDOWS = {
    "ada": {"locale": "en-US", "size": DESKTOP, "theme": "night"},
    "minji": {"locale": "ko-KR", "size": PHONE, "theme": "day"},
}


@pytest.mark.parametrize("name", WINDOWS)
def test_no_screen_has_a_serious_barrier(
    lasting_hearth: Hearth, letters: Letters, open_page: OpenPage, name: str
) -> None:
    window = dict(WINDOWS[name])
    theme = window.pop("theme")
    page = open_page(lasting_hearth.url, allow=REFUSED, **window)
    page.evaluate(f"localStorage.setItem('hearth.theme', '{theme}')")
    barriers: dict[str, list[str]] = {}
    for screen in walk(page, lasting_hearth.url, letters, name):
        page.evaluate(AXE.read_text())
        barriers[screen] = page.evaluate(LOOK)
    assert {screen: found for screen, found in barriers.items() if found} == {}
