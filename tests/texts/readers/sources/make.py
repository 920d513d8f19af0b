"""Makes the binary draft files of ../files from the sources beside this script.

Run by hand after a source changed, then look at what the golden files make of it:

    python tests/texts/readers/sources/make.py

Needs LibreOffice (Debian: libreoffice-writer-nogui, hyphen-en-us, fonts-liberation2), which the
tests do not, since the results are checked in, Pillow and Chromium. Made with LibreOffice 7.4.7 and
Pillow 13. The Word file is zipped here from parts written by hand as Word writes them; the text
files of files/ are their own sources.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument

HERE = Path(__file__).parent
FILES = HERE.parent / "files"
LOCKED = json.dumps(
    {
        "EncryptFile": {"type": "boolean", "value": "true"},
        "DocumentOpenPassword": {"type": "string", "value": "river"},
    }
)


def office(source: Path, form: str, target: Path) -> None:
    """A LibreOffice document as DOCX or PDF."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", form, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        shutil.copy(Path(folder, source.stem).with_suffix(target.suffix), target)


def chromium(source: Path, target: Path) -> None:
    """A page printed by Chromium, as whole documents with their heads and feet."""
    command = ["chromium", "--headless", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=300)


def word(source: Path, target: Path) -> None:
    """A Word file zipped from parts written as Word writes them."""
    places = {"[Content_Types].xml": "", "package.rels": "_rels/.rels"}
    places["document.xml.rels"] = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(source.iterdir()):
            name = places.get(part.name, f"word/{part.name}") or part.name
            archive.writestr(zipfile.ZipInfo(name), part.read_bytes(), zipfile.ZIP_DEFLATED)


def scanned(source: Path, target: Path) -> None:
    """A PDF of pictures of another PDF's pages, as a scanner makes them."""
    pages = PdfDocument(source)
    pictures: list[Image.Image] = [page.render(scale=1.2).to_pil().convert("1") for page in pages]
    pictures[0].save(target, save_all=True, append_images=pictures[1:])


def main() -> None:
    FILES.mkdir(exist_ok=True)
    office(HERE / "plan.fodt", "docx:MS Word 2007 XML", FILES / "libreoffice.docx")
    word(HERE / "word", FILES / "word.docx")
    office(HERE / "printed.fodt", "pdf:writer_pdf_Export", FILES / "printed.pdf")
    office(HERE / "lines.fodt", "pdf:writer_pdf_Export", FILES / "lines.pdf")
    office(HERE / "lines.fodt", f"pdf:writer_pdf_Export:{LOCKED}", HERE.parent / "locked.pdf")
    for name in ("resolution", "columns"):
        chromium(HERE / f"{name}.html", FILES / f"{name}.pdf")
    scanned(FILES / "printed.pdf", FILES / "scanned.pdf")


if __name__ == "__main__":
    main()
