/** Step forms: what each step does to any spectrum, as a linear map or in operations. A step that is not in the table has none. */
import { own } from "../../../schemas/dictionary.ts";
import { featuresForm } from "./features-form.ts";
import { linear, type Part, type Standing, type StepForm } from "./form.ts";
import { convertForm, emscForm, mscForm, normalizeForm, snvForm } from "./row-forms.ts";

/** Whoever centres columns takes off what it learnt. */
const scaled: StepForm = (standing) => linear(standing, (standing.state as { readonly mean: readonly number[] }).mean);
const always: StepForm = (standing) => linear(standing);

const forms: { readonly [name: string]: StepForm } = {
  crop: always,
  exclude: always,
  resample: always,
  savgol: always,
  smooth: always,
  detrend: always,
  // The other baselines are found by going over a spectrum again and again, or by its hull.
  baseline: (standing) =>
    (standing.options as { readonly method: string }).method === "polynomial" ? linear(standing) : null,
  "mean-center": scaled,
  autoscale: scaled,
  pareto: scaled,
  snv: snvForm,
  normalize: normalizeForm,
  msc: mscForm,
  emsc: emscForm,
  convert: convertForm,
  features: featuresForm,
};

/** The form of a step as it stands; null where it has none. */
export const formOf = (standing: Standing): readonly Part[] | null =>
  own(forms, standing.step.name)?.(standing) ?? null;
