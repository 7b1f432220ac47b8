/** Findings of schemes: data that cannot carry a split, and folds that leak. */
import { type Entries, entryMaker } from "../../contract/finding.ts";

const document = entryMaker("error", "protocol", 4);
const modelling = entryMaker("error", "modeling", 3);

export const splitFindings: Entries = {
  FS2401: document(
    "Scheme needs batches",
    "`{scheme}` leaves out one batch at a time, but no batch or group is declared",
    [
      "name the column of sessions, lots or instruments as `batch:` in the data block",
      "or leave out one sample at a time: `scheme: loso`",
    ],
    "needs a batch",
  ),
  FS2402: document(
    "Stratified scheme without classes",
    "`{scheme}` deals out every class evenly, but there is no label",
    ["declare `label:` in the data block, or use `group_kfold`"],
    "needs a label",
  ),
  FS2403: document(
    "Order of time without a time",
    "`{what}` needs the time of measurement, but the data block declares none",
    ["name the column of times as `time:` in the data block: ISO 8601, for batches also numbers that rise with time"],
    "needs a time",
  ),
  FS3462: modelling(
    "Spectrum without a time",
    "{count|spectrum/spectra} {count|has//have} no {kind} in the column `{column}`: {names|and}",
    [
      "numbers say the order of batches and no {spans}: take `by: batch`, or give times such as 2026-02-14T08:30Z",
      "write the time of every spectrum, or leave out those without one by `where:`",
    ],
  ),
  FS3463: modelling("Nothing to segment by", "segments are to go by `{what}`, and the data have none", [
    "declare it in the data block, or name a column: {columns} || declare it in the data block, or name a column of the data: `segments: {column: …}`",
    "a column needs two values at least, and no more than one for two samples",
  ]),
  FS3401: modelling(
    "Too few units for the folds",
    "`{scheme}` needs {need} {unit}, but there are only {have} {among}",
    [
      "say a smaller `min_train` or `gap` than {min_train} and {gap}, take other segments than `by: {by}`, or measure longer || for the tuning, say `tune: {folds: {have}}` or fewer, choose another `inner` than `{inner}`, or measure more || ask for `folds: {have}` or fewer, or measure more",
    ],
  ),
  FS3402: modelling(
    "Only one unit to leave out",
    "`{scheme}` must leave out some {unit} and keep others, but there is only {have} {among}; at least {need} are needed",
    [
      "check the column the {unit} come from",
      "for the tuning, choose another `inner` than `{inner}`, or give the estimator one value instead of a list || of a single batch nothing says how it does on another: measure a second one",
    ],
  ),
};
