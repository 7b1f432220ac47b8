/** The table of preprocessing steps: what a document may name under `steps`. */
import type { AnyStep } from "./step.ts";
import { align } from "./steps/align.ts";
import { baseline } from "./steps/baseline.ts";
import { autoscale, meanCenter, pareto } from "./steps/column-scaling.ts";
import { convert } from "./steps/convert.ts";
import { crop } from "./steps/crop.ts";
import { despike } from "./steps/despike.ts";
import { detrend } from "./steps/detrend.ts";
import { emsc } from "./steps/emsc.ts";
import { exclude } from "./steps/exclude.ts";
import { msc } from "./steps/msc.ts";
import { normalize } from "./steps/normalize.ts";
import { pqn } from "./steps/pqn.ts";
import { resample } from "./steps/resample.ts";
import { rnv } from "./steps/rnv.ts";
import { savgol } from "./steps/savgol.ts";
import { smooth } from "./steps/smooth.ts";
import { snv } from "./steps/snv.ts";

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
