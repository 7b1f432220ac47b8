/** How "Materials and methods" tells what trust does: its design, calibration, conformal sets, abstention. */
import type { Source, Told } from "../../contract/described.ts";
import * as of from "./sources.ts";
import { told } from "./told.ts";

/** By `option/value`. @see blocks/methods/trust */
export const toldTrust: ReadonlyMap<string, Told> = new Map([
  ["design/split", told("samples kept apart from those that train", [of.papadopoulos2002], {})],
  ["design/cross", told("cross-validation of the training samples", [of.vovk2015, of.barber2021], {})],
  [
    "calibration/temperature",
    told("temperature scaling", [of.guo2017], {
      prior: { "log-normal": "log-normal prior of the temperature", none: "" },
    }),
  ],
  ["calibration/platt", told("Platt scaling", [of.platt1999, of.lin2007], {})],
  ["calibration/isotonic", told("isotonic regression", [of.zadrozny2002, of.ayer1955], {})],
  ["conformal/lac", told("least ambiguous conformal sets", [of.sadinle2019], {})],
  ["conformal/aps", told("adaptive conformal sets", [of.romano2020], {})],
  ["conformal/residual", told("conformal intervals of the absolute residuals", [of.papadopoulos2002], {})],
  ["by/class", told("for every class", [of.vovk2005], {})],
  ["by/none", told("for all samples together", [of.vovk2005], {})],
  ["by/batch", told("for the worst batch", [of.vovk2005], {})],
  ["unit/sample", told("of new samples", [], {})],
  ["unit/batch", told("of new batches", [of.lee2023], {})],
  ["abstention/density", told("the sample lies beyond the T² or Q limit", [of.jackson1991], {})],
]);

/** Of the confidence that is answered. */
export const confidenceSources: readonly Source[] = [
  of.geifman2017,
  of.angelopoulos2021,
  of.angelopoulos2024,
  of.clopper1934,
];
