/** Outliers: Hotelling's T² against Q of the final model's spectra, the farthest by name. */
import { beyond, outliers as chartOf, type Outliers } from "../../charts/outliers.ts";
import { thinnedNote } from "../../charts/thin.ts";
import { listed, sentences } from "../../charts/words.ts";
import { counted, rounded } from "../../contract/number-text.ts";
import type { ModelView } from "../model-view.ts";
import { type Distanced, distancesOf } from "./distances.ts";
import { indexes, variablesOf } from "./parts.ts";

const mostNamed = 8;
/** Q below this share of what the variables vary by is rounding: the model leaves nothing. */
const nothing = 1e-20;

const from = { artifact: "model/model.json", pointer: "/state", how: "distances of the spectra to the final model" };

export const outliers: ModelView = {
  shape: "figure",
  title: "outliers",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const { predictor, rows, x } = await variablesOf(source);
    const own = indexes(rows, false);
    const found = distancesOf(predictor, x, own);
    if (typeof found === "string") return { na: found };
    const { limits } = source.results.applicability;
    const newLimits = { t2: limits?.t2_new ?? found.t2Limit, q: limits?.q_new ?? found.qLimit };
    const q = hasResiduals(found, x.data) ? found.q : null;
    const named = farthest({ ...found, q, external: rows.external, newLimits });
    const of = { ...found, ids: rows.id, samples: rows.sample, q, external: rows.external, newLimits, named };
    const { chart, drawn } = chartOf(of);
    const count = (word: string): number => own.filter((i) => beyond(of, i).split(" and ").includes(word)).length;
    const farQ = q === null ? "" : ` and ${count("Q")} beyond that of Q (${rounded(found.qLimit)})`;
    const far = `${count("T²")} ${count("T²") === 1 ? "lies" : "lie"} beyond the limit of T² (${rounded(found.t2Limit)})${farQ}`;
    const names = listed(
      named.map((i) => rows.id[i]),
      mostNamed,
    );
    const spectra = counted(own.length, "spectrum", "spectra");
    return {
      data: { ...chart, from },
      alt: `Hotelling's T² ${q === null ? "" : "against Q "}of the ${spectra} the final model was fitted on: ${far}. The farthest: ${names}.`,
      caption: sentences(
        `T²: distance from the others within the final model (${found.components} ${found.space})${q === null ? "" : "; Q: distance from the model"}.`,
        `Dashed: 95\u00a0% limits of the spectra the model was fitted on; about 5\u00a0% of good spectra lie beyond ${q === null ? "it" : "each"}, here ${count("T²")}${q === null ? "" : ` and ${count("Q")}`} of ${own.length}.`,
        q === null ? "The model has as many latent variables as there are variables, so nothing is left for Q." : null,
        externalWords(
          indexes(rows, true).map((i) => beyond(of, i) !== ""),
          q === null ? `T² ${rounded(newLimits.t2)}` : `T² ${rounded(newLimits.t2)}, Q ${rounded(newLimits.q)}`,
        ),
        named.length === 0 ? null : "The farthest are named.",
        thinnedNote(rows.id.length, drawn),
      ),
    };
  },
};

function externalWords(isBeyond: readonly boolean[], limits: string): string | null {
  if (isBeyond.length === 0) return null;
  const n = isBeyond.filter((is) => is).length;
  return `Of ${counted(isBeyond.length, "external spectrum", "external spectra")}, ${n} ${n === 1 ? "lies" : "lie"} beyond a limit of new spectra (${limits}).`;
}

/** False where the model leaves nothing: then Q is rounding. */
export function hasResiduals({ q }: Distanced, data: Float64Array): boolean {
  let size = 0;
  for (let at = 0; at < data.length; at++) size += (data[at] * data[at]) / q.length;
  return q.some((value) => value > nothing * size);
}

type Judged = Omit<Distanced, "q"> & { readonly q: Float64Array | null } & Pick<Outliers, "external" | "newLimits">;

/** Rows beyond a limit, those first that exceed theirs by the largest factor. */
function farthest(of: Judged): number[] {
  const excess = excessOf(of);
  return excess
    .map((_, i) => i)
    .filter((i) => excess[i] > 1)
    .sort((a, b) => excess[b] - excess[a] || a - b)
    .slice(0, mostNamed);
}

/** How many times its nearer limit each row lies off. Length n. */
export const excessOf = ({ t2, q, t2Limit, qLimit, external, newLimits }: Judged): number[] =>
  Array.from(t2, (value, i) => {
    const [t2Most, qMost] = external[i] ? [newLimits.t2, newLimits.q] : [t2Limit, qLimit];
    return Math.max(value / t2Most, q === null ? 0 : q[i] / qMost);
  });
