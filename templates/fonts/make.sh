#!/usr/bin/env bash
# Makes the subsets of Noto Sans that reports carry, from the TTF files of Debian's fonts-noto-core and fonts-noto-mono.
# Needs pyftsubset (python3-fonttools) and python3-brotli. The README says which versions were used.
set -euo pipefail
cd "$(dirname "$0")"
from="${1:-/usr/share/fonts/truetype/noto}"
python="${PYTHON:-/usr/bin/python3}"

# Latin, Latin-1, Latin Extended-A, four letters of Extended-B, Greek, combining accents, punctuation and spaces, super- and subscripts, letterlike signs.
text="U+0020-007E,U+00A0-017F,U+0192,U+0218-021B,U+02C6-02DD,U+0300-0304,U+0308,U+030A,U+030C,U+0391-03C9,U+1E9E,U+2002-200B,U+2010-2027,U+202F,U+2030,U+2032-2033,U+2039-203A,U+2044,U+2070-2071,U+2074-208E,U+20AC,U+2113,U+2116,U+2122,U+2126,U+212B"
# What Noto Sans lacks and a report needs: arrows and operators (Noto Sans Math), marks (Noto Sans Symbols and Symbols 2).
maths="U+2190-2195,U+21A9,U+21D2,U+21D4,U+2208,U+2202,U+2206,U+2211-2213,U+2215,U+221A,U+221D,U+221E,U+2248,U+2260,U+2264,U+2265,U+2298"
marks="U+25B2,U+25B4,U+25B6,U+25B8,U+25BC,U+25BE,U+25CF,U+2605,U+2713,U+2715"
info="U+24D8"
# Basic Latin, Latin-1 and the few signs code has.
code="U+0020-007E,U+00A0-00FF,U+0391-03C9,U+2010-2015,U+2018-201E,U+2026,U+2190-2193,U+2212,U+2264,U+2265,U+00B2,U+00B3"

subset() { # source, characters, name
  "$python" -m fontTools.subset "$from/$1.ttf" --unicodes="$2" --output-file="$3.woff2" --flavor=woff2 --no-hinting \
    --desubroutinize --layout-features='kern,liga,tnum,lnum,ccmp,locl,mark,mkmk,sups,subs'
}
subset NotoSans-Regular "$text" noto-sans-regular
subset NotoSans-Bold "$text" noto-sans-bold
subset NotoSans-Italic "$text" noto-sans-italic
subset NotoSansMono-Regular "$code" noto-sans-mono-regular
subset NotoSansMath-Regular "$maths" noto-sans-maths
subset NotoSansSymbols2-Regular "$marks" noto-sans-marks
subset NotoSansSymbols-Regular "$info" noto-sans-info
ls -l ./*.woff2
