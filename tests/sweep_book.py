"""A chapter to sweep in the tiny book: it records a value, shows a table, fails, dies or waits as it is told."""

from pathlib import Path

from test_execution_tiny_book import HEADER, write_book

CHAPTER = HEADER + """# Trade

```{code-cell} ipython3
import os
import signal
import time

import pandas as pd
from pathlib import Path

from compendium import charts
```

```{code-cell} ipython3
:tags: [parameters]

tonnes = 1.0  # float, 0 to 100: how many
reading = "a"  # one of: a, b; not b with other z: how they are read
other = "y"  # one of: y, z: another choice
wait = 0.0  # float, 0 to 60: how long it takes
```

```{code-cell} ipython3
made = Path("{log}")
with made.open("a") as file:
    file.write(f"{tonnes} {reading} {os.getpid()}\\n")
time.sleep(wait)
if tonnes == 13:
    raise ValueError("thirteen tonnes")
if tonnes == 66 and not Path("{log}.died").exists():
    Path("{log}.died").touch()
    os.kill(os.getpid(), signal.SIGKILL)
charts.record("doubled", value=2 * tonnes, low=tonnes, high=3 * tonnes, unit="t", says="How many tonnes that makes.",
              formula="tonnes × two", inputs=[])
len(Path("data/trade.csv").read_text()) > 0
```

```{code-cell} ipython3
---
mystnb:
  figure:
    name: tab-readings
    caption: What was read.
---
pd.DataFrame({"Reading": [reading], "Tonnes": [tonnes]}).style.hide(axis="index")
```
"""


def write_sweep_book(root: Path, log: Path) -> Path:
    """Write the tiny book with that chapter, whose runs each leave a line in ``log``, which is outside the book."""
    return write_book(root, trade=CHAPTER.replace("{log}", str(log)))


def made(log: Path) -> list[str]:
    """The runs that began, as 'tonnes reading'."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return sorted(" ".join(line.split()[:2]) for line in lines)
