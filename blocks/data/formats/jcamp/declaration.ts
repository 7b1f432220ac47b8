/** What is said of JCAMP-DX: how it is known, what is read of it, and what its forms were tried on. */
import { words } from "../../../contract/words.ts";

export const jcampDeclaration = {
  name: "JCAMP-DX",
  knownBy: words("`##TITLE=` at its beginning; comments (`$$`) may stand before it"),
  gives: words(
    "a row a block, `title` a column; the axis from `FIRSTX` to `LASTX` in equal steps, or as written where the table holds pairs; unit and quantity of `XUNITS` and `YUNITS`",
  ),
  refuses: words(
    "NMR, mass spectra, peak tables, interferograms, `NTUPLES`, and every other axis than cm⁻¹, nm and µm",
  ),
  forms: {
    affn: {
      title: "plain numbers (AFFN)",
      tried: words("`fixinc1`, `LABCALC`, `ethanol`, `xyinc1`, `example_multiline_datasets`: as jcampconverter 10.0.2"),
    },
    pac: {
      title: "numbers set apart by their signs (PAC)",
      tried: words("`pacdec1`, `PE1800`: as jcampconverter 10.0.2"),
    },
    sqz: { title: "squeezed numbers (SQZ)", tried: words("`sqzdupd1`: as jcampconverter 10.0.2") },
    dif: { title: "differences (DIF)", tried: words("`dupdec1`, `dupinc1`, `compound`: as jcampconverter 10.0.2") },
    dup: { title: "repetitions (DUP)", tried: words("`dupdec1`, `sqzdupd1`, `compound`: as jcampconverter 10.0.2") },
    pairs: { title: "pairs of numbers, (XY..XY)", tried: words("`tannic_acid`: as jcampconverter 10.0.2") },
    commas: {
      title: "decimal commas",
      tried: words("`OceanOptics_comma`: as jcampconverter 10.0.2 once its commas are points and its label is XYDATA"),
    },
    link: { title: "several blocks (LINK)", tried: words("`compound`, `blckpac1`: as jcampconverter 10.0.2") },
  },
  sources: [
    words("McDonald, Wilks 1988, Appl. Spectrosc. 42:151, doi 10.1366/0003702884428734"),
    words("Lampen et al. 1999, Pure Appl. Chem. 71:1549, doi 10.1351/pac199971081549"),
  ],
} as const;
