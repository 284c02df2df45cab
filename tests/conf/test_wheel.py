"""The wheel: content and assets inside, one command, everything it needs made by itself."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the built wheel is installed, apart from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--offline"]
    subprocess.run([*install, "--target", str(folder / "site"), str(wheel)], check=True)
    return folder


def environment(installed: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(installed / "site"),
        "OOGOPSLAG_DATA": str(installed / "data"),
    }


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "oogopslag.conf.cli", *words]


def test_the_installed_command_makes_its_database_and_answers(installed: Path) -> None:
    env = {**environment(installed), "OOGOPSLAG_DEMO": "1"}
    where = [sys.executable, "-c", "import oogopslag; print(oogopslag.__file__)"]
    place = subprocess.run(where, env=env, capture_output=True, text=True, check=True, cwd="/")
    assert str(installed) in place.stdout

    subprocess.run(command("load", "personas"), env=env, check=True, capture_output=True, cwd="/")
    asked = command("glance", "999000020", "--json")
    found = subprocess.run(asked, env=env, check=True, capture_output=True, text=True, cwd="/")

    assert "zorgtoeslag" in [one["service"] for one in json.loads(found.stdout)["possibilities"]]


@pytest.fixture
def demo(installed: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        command("demo", "--port", str(port)),
        env=environment(installed), cwd="/", text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    yield process, f"http://127.0.0.1:{port}"
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
    process.stdout.close()  # type: ignore[union-attr]  # it is a pipe


def test_the_installed_demo_serves_its_assets_and_stops_whole_at_ctrl_c(
    demo: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = demo
    until(lambda: httpx.get(f"{address}/health").status_code == 200)
    page = httpx.get(f"{address}/inloggen/")
    sheet = httpx.get(f"{address}/static/vendor/oogopslag.css")
    assert "Demo-DigiD" in page.text
    assert ".nl-button" in sheet.text

    os.killpg(process.pid, signal.SIGINT)

    said, _ = process.communicate(timeout=90)
    assert "Stopped. Your data are kept" in said
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{address}/health")


def until(holds: object, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():  # type: ignore[operator]  # a question without arguments
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("it did not come up")
