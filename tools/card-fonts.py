#!/usr/bin/env python3
"""Makes the fonts of card images, src/picture/card/fonts/, from the Noto fonts.

    apt-get install fonts-noto-core && pip install fonttools
    python3 tools/card-fonts.py /usr/share/fonts/truetype/noto

Keeps the characters of RANGES and the rules that join and place them, and leaves out hints. The fonts of Debian's package
20201225-1 are under the SIL Open Font License 1.1, and so are these parts of them; OFL.txt beside them has its text.
"""

import subprocess
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/picture/card/fonts"
# Latin with the letters of Vietnamese, Greek, Cyrillic, and signs that titles have.
EUROPE = (
    "U+0020-007E,U+00A0-024F,U+0259,U+02B9-02BC,U+02C6-02DD,U+0300-0328,U+0370-03FF,U+0400-04FF,U+1E80-1E85,U+1E9E,"
    "U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032,U+2033,U+2039,U+203A,U+2044,"
    "U+2070-208E,U+20A0-20BF,U+2116,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265"
)
ARABIC = "U+0020,U+00A0,U+0600-06FF,U+200C-200F"
HEBREW = "U+0020,U+00A0,U+0590-05FF,U+200C-200F,U+20AA"
RANGES = {
    "NotoSerif-Bold": EUROPE,
    "NotoSans-Regular": EUROPE,
    "NotoNaskhArabic-Bold": ARABIC,
    "NotoSansArabic-Regular": ARABIC,
    "NotoSerifHebrew-Bold": HEBREW,
    "NotoSansHebrew-Regular": HEBREW,
}
FEATURES = "kern,mark,mkmk,ccmp,locl,liga,rlig,calt,init,medi,fina,isol"


def main():
    source = Path(sys.argv[1])
    for name, ranges in RANGES.items():
        subprocess.run(
            [sys.executable, "-m", "fontTools.subset", source / f"{name}.ttf", f"--unicodes={ranges}",
             f"--layout-features={FEATURES}", "--no-hinting", "--name-IDs=0,1,2,13,14", "--no-recalc-timestamp",
             f"--output-file={TARGET / name}.ttf"],
            check=True,
        )


if __name__ == "__main__":
    main()
