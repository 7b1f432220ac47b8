/** Findings of tuning: a metric by which nothing can be chosen. */
import { type Entries, entryMaker } from "../../contract/finding.ts";

const modelling = entryMaker("error", "modeling", 5);

export const recipeFindings: Entries = {
  FS5103: modelling(
    "Metric without a value",
    "`{metric}` has no value for any of {candidates|candidate/candidates} on the {spectra|spectrum/spectra} that `{inner}` leaves out inside the training rows of {fold|plain}: nothing can be chosen by it",
    [
      "an area under the curve needs two classes there, an R² two different targets: write `inner: group_kfold`, which leaves out every training row once",
      "or tune by another `metric`",
    ],
    "has no value",
  ),
};
