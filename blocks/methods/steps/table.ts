/** The table of preprocessing steps: what a document may name under `steps`. */

import type { AnyStep } from "../../contract/step.ts";
import { align } from "./align.ts";
import { baseline } from "./baseline.ts";
import { autoscale, meanCenter, pareto } from "./column-scaling.ts";
import { convert } from "./convert.ts";
import { crop } from "./crop.ts";
import { despike } from "./despike.ts";
import { detrend } from "./detrend.ts";
import { emsc } from "./emsc.ts";
import { exclude } from "./exclude.ts";
import { msc } from "./msc.ts";
import { normalize } from "./normalize.ts";
import { pqn } from "./pqn.ts";
import { resample } from "./resample.ts";
import { rnv } from "./rnv.ts";
import { savgol } from "./savgol.ts";
import { smooth } from "./smooth.ts";
import { snv } from "./snv.ts";

/** Every step by the name documents use, in the order the reference lists them. */
export const steps: { readonly [name: string]: AnyStep } = {
  crop,
  exclude,
  resample,
  convert,
  despike,
  baseline,
  savgol,
  smooth,
  normalize,
  snv,
  rnv,
  detrend,
  msc,
  emsc,
  pqn,
  align,
  "mean-center": meanCenter,
  autoscale,
  pareto,
};
