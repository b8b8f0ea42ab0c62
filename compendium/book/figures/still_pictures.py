"""Making the charts' pictures fit for print: from SVG to PDF, the same bytes each time."""

import os
import shutil
import subprocess

from sphinx.transforms.post_transforms.images import ImageConverter


class SvgToPdf(ImageConverter):
    """Turns the charts' pictures into PDF for the printed book, the same bytes each time."""

    # before the converter that Jupyter Book brings, which makes pixels of a drawing
    default_priority = 190
    conversion_rules = [("image/svg+xml", "application/pdf")]

    def is_available(self) -> bool:
        """Whether rsvg-convert is installed; without it the printed book has no charts."""
        return shutil.which("rsvg-convert") is not None

    def convert(self, _from: str | os.PathLike[str], _to: str | os.PathLike[str]) -> bool:
        """Write the PDF of one picture."""
        fixed = os.environ | {"SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
        command = ["rsvg-convert", "-f", "pdf", "-o", str(_to), str(_from)]
        return subprocess.run(command, env=fixed, check=False).returncode == 0
