/** How the model does from segment to segment: of time, batches, instruments or what a column says. */
import { segmentChart } from "../../charts/segments.ts";
import { sentences } from "../../charts/words.ts";
import type { Shapes } from "../../contract/kind.ts";
import { counted, percent, rounded } from "../../contract/number-text.ts";
import { numberText } from "../../contract/quantity.ts";
import type { ModelView } from "../model-view.ts";
import type { ModelResults } from "../results.ts";

type Told = NonNullable<ModelResults["segments"]>;

/** An empty cell is no name. */
const nameOf = (name: string): string => (name === "" ? "(no value)" : name);

const figure = (value: number, { metric }: Told, unit: string | null): string =>
  metric === "accuracy" ? percent(value) : `${rounded(value)}${unit === null ? "" : ` ${unit}`}`;

export const segments: ModelView = {
  shape: "figure",
  title: "segments",
  byDefault: true,
  // The scheme may stand in the front matter alone.
  exists: ({ options: { segments: asked, scheme }, shape }) =>
    asked !== undefined || (scheme ?? (shape as Shapes["model"] | null)?.scheme)?.name === "walk_forward",
  make({ results }) {
    const { segments: told, target_unit, accuracy, rmsecv } = results;
    if (told === undefined)
      return Promise.resolve({ na: "Nothing was left out in turn, so that nothing can be told apart." });
    const pooled = told.metric === "accuracy" ? accuracy : rmsecv;
    const unit = target_unit === null ? "" : ` (${target_unit})`;
    const marks = told.segments.map(({ name, value, low, high, n_samples: n }) => ({
      name: nameOf(name),
      value,
      low,
      high,
      n,
    }));
    return Promise.resolve({
      data: {
        ...(told.metric === "accuracy"
          ? segmentChart(marks, "Accuracy", pooled ?? null, "share")
          : segmentChart(marks, `RMSE${unit}`, pooled ?? null, "number")),
        from: { artifact: "model/segments_summary.json", pointer: "/segments" },
      },
      alt: `${told.metric === "accuracy" ? "Accuracy" : "RMSE"} of ${counted(told.segments.length, "segment")} by ${told.by}. ${worstWords(told, target_unit)}`,
      caption: sentences(
        `${told.metric === "accuracy" ? "Accuracy" : "Root mean square error"} by ${told.by}, counted by sample, with 95 % intervals for new samples of a segment; dashed: all together.`,
        worstWords(told, target_unit),
        trendWords(told),
        fewWords(told),
      ),
    });
  },
};

/** The worst segment by name. */
function worstWords(told: Told, unit: string | null): string {
  const { worst } = told;
  const found = told.segments.find(({ id }) => id === worst?.id);
  if (worst === null || found === undefined) return "No segment has samples enough for a value.";
  const m = told.segments.filter(({ value }) => value !== null).length;
  const { low, high } = worst;
  const ends =
    low === null || high === null
      ? ""
      : `, ${figure(low, told, unit)} to ${figure(high, told, unit)} by an interval that holds for all ${m} at once`;
  const which = told.metric === "accuracy" ? "The lowest" : "The largest error";
  return `${which} is that of ${nameOf(found.name)}: ${figure(worst.value, told, unit)}${ends}.`;
}

function trendWords({ trend, metric }: Told): string | null {
  if (trend === null) return null;
  const { rho, p, n } = trend;
  const what = metric === "accuracy" ? "accuracy" : "error";
  const way = rho > 0 ? "rises" : "falls";
  const told = `Spearman's ρ ${rounded(rho)}, p ${numberText(p, "p said")} over ${n} segments`;
  return p < 0.05 ? `The ${what} ${way} with time (${told}).` : `No trend with time is shown (${told}).`;
}

function fewWords({ segments: all }: Told): string | null {
  const few = all.filter(({ value }) => value === null).length;
  return few === 0 ? null : `${counted(few, "segment")} ${few === 1 ? "has" : "have"} too few samples for a value.`;
}
