"""Every setting is documented, and no test or page can be fooled by an old one."""

import ast
import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "oogopslag"


def test_every_setting_says_what_it_is_for() -> None:
    tree = ast.parse((SOURCE / "conf" / "config.py").read_text())
    (config,) = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Config"]
    body = config.body
    undocumented = [
        node.target.id
        for node, after in zip(body, [*body[1:], None], strict=True)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant))
    ]
    assert undocumented == []


def test_no_file_grows_past_what_reads_in_one_go() -> None:
    large = {
        str(file.relative_to(SOURCE)): lines
        for file in SOURCE.rglob("*.py")
        if "migrations" not in file.parts and (lines := len(file.read_text().splitlines())) > 300
    }
    assert large == {}


def test_residents_are_never_called_burger() -> None:
    texts = [*SOURCE.rglob("*.po"), *SOURCE.rglob("*.jinja")]
    texts += list((SOURCE.parent.parent / "content").rglob("*.yaml"))
    found = [
        str(f) for f in texts if "burger" in f.read_text().lower().replace("burgerservice", "")
    ]
    assert found == []


def test_pages_hold_no_inline_script_or_style() -> None:
    for file in SOURCE.rglob("*.jinja"):
        text = file.read_text()
        assert " style=" not in text, file
        assert "<style" not in text, file
        assert "onclick" not in text, file


def test_buttons_and_text_fields_are_those_of_the_design_system() -> None:
    own = re.compile(
        r'oog-button(--primary|--secondary|--quiet)?(?=[ "])|<(input|textarea) class="oog-'
    )
    for file in SOURCE.rglob("*.jinja"):
        assert not own.search(file.read_text()), f"{file}: use nl-button and utrecht-textbox"
