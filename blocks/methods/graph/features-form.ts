/** Features form: bands, scores and a choice of columns are linear; a ratio is a quotient of two bands; a peak has no form. */

import { own } from "../../../schemas/dictionary.ts";
import { madeColumns } from "../features/layout.ts";
import type { FeatureColumns } from "../features/options.ts";
import { namesOf } from "../features/options.ts";
import { type FeatureState, madeOf } from "../features/step.ts";
import { linear, type Part, type StepForm } from "./form.ts";

export const featuresForm: StepForm = (standing) => {
  const options = standing.options as unknown as FeatureColumns;
  const state = standing.state as unknown as FeatureState | null;
  if (namesOf(options.peaks).length > 0) return null;
  const centre = (state?.pca ?? state?.pls ?? null)?.mean ?? null;
  if (namesOf(options.ratios).length === 0) return linear(standing, centre);
  const { ratios: _, select: __, ...others } = options;
  const apply = (rows: Parameters<typeof madeOf>[0]) => madeOf(rows, others, standing.columns, state);
  return [{ kind: "linear", linear: { centre, apply } }, withRatios(options, state?.select?.kept ?? null)];
};

/** Puts the ratios where they belong among the columns that were made without them, and keeps what a selection kept. */
function withRatios(options: FeatureColumns, kept: readonly number[] | null): Part {
  const bands = namesOf(options.bands);
  const members = namesOf(options.ratios).map((name) =>
    (own(options.ratios ?? {}, name) ?? []).map((band) => bands.indexOf(band)),
  );
  const all = madeColumns(options);
  const behind = all.length - bands.length - members.length;
  /** Bands, then ratios, then what else there is, as the step lays them out; the ratios stand last here. */
  const order = [
    ...bands.map((_, j) => j),
    ...members.map((_, j) => bands.length + behind + j),
    ...Array.from({ length: behind }, (_, j) => bands.length + j),
  ];
  const chosen = kept === null ? order : kept.map((j) => order[j]);
  return {
    kind: "operations",
    cols: chosen.length,
    write(w, x) {
      const part = (at: number) => w.make("Gather", [x, w.integers(members.map((pair) => pair[at]))], { axis: 1 });
      const quotients = w.make("Div", [part(0), part(1)]);
      const together = w.make("Concat", [x, quotients], { axis: 1 });
      return w.make("Gather", [together, w.integers(chosen)], { axis: 1 });
    },
  };
}
