/** What the pca block says is wrong. */
import { type Entries, entryMaker } from "../contract/finding.ts";

const modelling = entryMaker("error", "features", 5);
const note = entryMaker("note", "features", 5);

export const pcaFindings: Entries = {
  FS5521: modelling(
    "Nothing to make components of",
    "{spectra} spectra of {variables} variables carry no principal component with something left beside it",
    ["a principal component needs three spectra that differ, and two variables"],
  ),
  FS5522: note(
    "Fewer components than asked for",
    "{asked} components were asked for; the spectra carry {have} and something beside them",
    ["ask for at most {have}"],
  ),
};
