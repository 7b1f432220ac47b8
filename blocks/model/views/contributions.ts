/** Contributions: which variables put the farthest spectra far from the others, within the final model and off it. */
import {
  type ContributionsOf,
  contributions as chartOf,
  largestContributions as tableOf,
} from "../../charts/contributions.ts";
import { listed, sentences } from "../../charts/words.ts";
import { columnMeans, row, takeRows } from "../../contract/matrix.ts";
import { contributions as contributionsOf, linearOf } from "../../methods/applicability/contributions.ts";
import { methods } from "../../methods/methods.ts";
import type { ModelView } from "../model-view.ts";
import { distancesOf } from "./distances.ts";
import { excessOf, hasResiduals } from "./outliers.ts";
import { indexes, variablesOf } from "./parts.ts";

const mostSpectra = 3;
const from = { artifact: "model/model.json", pointer: "/state", how: "distances of the spectra to the final model" };

const shared = { byDefault: false, exists: () => true } as const;

export const contributions: ModelView = {
  ...shared,
  shape: "figure",
  title: "contributions to T² and Q",
  async make(source) {
    const found = await farthest(source);
    if (typeof found === "string") return { na: found };
    const names = listed(found.spectra.map(({ id }) => id));
    const hasQ = found.spectra[0].q !== null;
    return {
      data: { ...chartOf(found), from },
      alt: `What each of ${found.mean.length} variables adds to T²${hasQ ? " and Q" : ""} of ${names}.`,
      caption: sentences(
        `What each variable adds to T²${hasQ ? " and Q" : ""} of the spectra farthest from the others (${names}).`,
        `Contributions to T² add up to it${hasQ ? "; those to Q are squared residuals with their signs, and their sizes add up to Q" : ""}.`,
        found.columns.kind === "axis" ? "Below: the mean of the spectra as the model sees them." : null,
      ),
    };
  },
};

export const largestContributions: ModelView = {
  ...shared,
  shape: "table",
  title: "largest contributions to T² and Q",
  isWorkedOut: true,
  async make(source) {
    const found = await farthest(source);
    if (typeof found === "string") return { na: found };
    const data = { ...tableOf(found), from };
    return {
      data,
      alt: `Table with ${data.rows.length} rows: the farthest spectra, their distances, and the variables that add most to them.`,
      caption:
        "The spectra farthest from the others, and the variables that add most to their distances, the largest first.",
    };
  },
};

async function farthest(source: Parameters<ModelView["make"]>[0]): Promise<ContributionsOf | string> {
  const { predictor, rows, x } = await variablesOf(source);
  const own = indexes(rows, false);
  const found = distancesOf(predictor, x, own);
  if (typeof found === "string") return found;
  const training = takeRows(x, own);
  const linear = linearOf(methods, predictor, training);
  if (linear === null) return "One variable has no distance to others: T² and Q need at least two.";
  const { limits } = source.results.applicability;
  const newLimits = { t2: limits?.t2_new ?? found.t2Limit, q: limits?.q_new ?? found.qLimit };
  const q = hasResiduals(found, x.data) ? found.q : null;
  const excess = excessOf({ ...found, q, external: rows.external, newLimits });
  const chosen = [...excess.keys()].sort((a, b) => excess[b] - excess[a] || a - b).slice(0, mostSpectra);
  return {
    columns: predictor.pipeline.columns,
    mean: columnMeans(training),
    spectra: chosen.map((i) => {
      const made = contributionsOf(row(x, i), linear);
      return { id: rows.id[i], t2: made.t2, q: q === null ? null : made.q };
    }),
  };
}
