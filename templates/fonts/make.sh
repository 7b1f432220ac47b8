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
# Formulas: Noto Sans Math with its MATH table, from the npm package @fontsource/noto-sans-math 5.3.0; name its woff2 file to make it.
formulas="U+20-7E,U+A0,U+AC,U+B0,U+B1,U+B5,U+B7,U+D7,U+F7,U+2C6,U+302-305,U+307,U+308,U+30C,U+332,U+338,U+391-3A9,U+3B1-3C9,U+3D1,U+3D5,U+3D6,U+3F0,U+3F1,U+3F5,U+2016,U+2020-2022,U+2026,U+2032-2034,U+2044,U+20D7,U+210B,U+210E,U+210F,U+2110-2113,U+2115,U+211B,U+211D,U+2124,U+2102,U+211A,U+2119,U+212C,U+2130,U+2131,U+2133,U+2190-2199,U+21A6,U+21CC,U+21C4,U+21D0-21D4,U+2200-220D,U+220F,U+2211-2215,U+2216-221E,U+2223,U+2225-222E,U+2234,U+2235,U+2236,U+223C,U+2243,U+2245,U+2248,U+224D,U+2254,U+2260,U+2261,U+2264,U+2265,U+226A,U+226B,U+2272,U+2273,U+227A,U+227B,U+2282-228B,U+2295-2299,U+22A4,U+22A5,U+22C5,U+22EE-22F1,U+2308-230B,U+23B5,U+23B4,U+23DC-23DF,U+27E8-27E9,U+27F5-27FA,U+2A7D,U+2A7E,U+1D400-1D467,U+1D468-1D49B,U+1D49C-1D4CF,U+1D538-1D56B,U+1D5A0-1D5D3,U+1D6A8-1D755,U+1D7CE-1D7D7"
if [ -n "${FORMULAS:-}" ]; then
  "$python" -m fontTools.subset "$FORMULAS" --unicodes="$formulas" --output-file=noto-sans-formulas.woff2 --flavor=woff2 --no-hinting \
    --layout-features='*'
  # Parts of roots and brackets have no letter of their own: a PDF would have gaps in its text.
  "$python" encode.py noto-sans-formulas.woff2
fi
# What is filled into a PDF is drawn with the same letters.
"$python" form.py
ls -l ./noto*
