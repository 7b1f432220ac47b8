/** Views of the farthest spectra: T² against Q, and what the components leave of them. */
import {
  type ContributionsOf,
  contributions as chartOf,
  largestContributions as tableOf,
} from "../charts/contributions.ts";
import { outliers as outliersChart } from "../charts/outliers.ts";
import { thinnedNote } from "../charts/thin.ts";
import { listed, sentences } from "../charts/words.ts";
import type { Rows } from "../contract/dataset.ts";
import { row } from "../contract/matrix.ts";
import { counted, rounded } from "../contract/number-text.ts";
import { contributions as contributionsOf, ofComponents } from "../methods/applicability/contributions.ts";
import { leverage } from "../methods/numeric/multivariate-limits.ts";
import { type Explored, isBeyond } from "./explored.ts";
import { looked, type PcaView } from "./looked.ts";

const mostNamed = 8;

/** Rows beyond a limit, those first that exceed theirs by the largest factor. */
function farthest(found: Explored, { external }: Rows, most: number): readonly number[] {
  const excess = Array.from(found.t2, (value, i) =>
    Math.max(
      value / ((external[i] ? found.t2NewLimit : found.t2Limit) ?? Number.POSITIVE_INFINITY),
      found.qLimit > 0 ? found.q[i] / found.qLimit : 0,
    ),
  );
  return excess
    .map((_, i) => i)
    .sort((a, b) => excess[b] - excess[a] || a - b)
    .slice(0, most);
}

export const outliers: PcaView = {
  shape: "figure",
  title: "outliers",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const { n_spectra: n, n_external: m, beyond_t2, beyond_q, external_beyond, t2_limit, q_limit } = source.results;
    if (t2_limit === null) return { na: "There are too few spectra for a limit of T²." };
    const { found, rows } = await looked(source);
    const isFar = (i: number): boolean => Object.values(isBeyond(found, i, rows.external[i])).includes(true);
    const named = farthest(found, rows, mostNamed).filter(isFar);
    const { chart, drawn } = outliersChart({
      ids: rows.id,
      samples: rows.sample,
      t2: found.t2,
      q: found.q,
      leverage: leverage(found.t2, n),
      t2Limit: t2_limit,
      qLimit: q_limit,
      newLimits: { t2: found.t2NewLimit ?? t2_limit, q: q_limit },
      external: rows.external,
      named,
    });
    const beyond = `${beyond_t2} beyond the limit of T² (${rounded(t2_limit)}) and ${beyond_q} beyond that of Q (${rounded(q_limit)})`;
    return {
      data: { ...chart, from: { artifact: "pca/scores.csv", pointer: "" } },
      alt: `Hotelling's T² against Q of ${counted(n, "spectrum", "spectra")}: ${beyond}`,
      caption: sentences(
        `T²: distance from the others within ${counted(source.results.components, "component")}; Q: distance from them.`,
        `Dashed: 95\u00a0% limits of the fitted spectra; of ${n}, ${beyond}; about 5\u00a0% of good spectra lie beyond each.`,
        m === 0
          ? null
          : `Of ${counted(m, "external spectrum", "external spectra")}, ${external_beyond} beyond one or the other.`,
        named.length === 0 ? null : "The farthest are named.",
        thinnedNote(rows.id.length, drawn),
      ),
    };
  },
};

/** The three farthest, with what each variable adds to their distances. */
async function far(source: Parameters<PcaView["make"]>[0]): Promise<ContributionsOf> {
  const { found, rows, columns } = await looked(source);
  const linear = ofComponents(found.model);
  return {
    columns,
    mean: found.model.mean,
    spectra: farthest(found, rows, 3).map((i) => ({
      id: rows.id[i],
      ...contributionsOf(row(found.scaled, i), linear),
    })),
  };
}

const from = { artifact: "pca/pca.json", pointer: "/loadings", how: "T² and Q of the spectra, variable by variable" };

export const contributions: PcaView = {
  shape: "figure",
  title: "contributions to T² and Q",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const found = await far(source);
    const names = listed(found.spectra.map(({ id }) => id));
    return {
      data: { ...chartOf(found), from },
      alt: `What each of ${found.mean.length} variables adds to T² and Q of ${names}`,
      caption: sentences(
        `What each variable adds to T² and Q of the spectra farthest from the others (${names}).`,
        "Contributions to T² add up to it; those to Q are squared residuals with their signs, and their sizes add up to Q.",
      ),
    };
  },
};

export const largestContributions: PcaView = {
  shape: "table",
  title: "largest contributions to T² and Q",
  byDefault: false,
  isWorkedOut: true,
  exists: () => true,
  async make(source) {
    const data = { ...tableOf(await far(source)), from };
    return {
      data,
      alt: `Table with ${data.rows.length} rows: the farthest spectra, their distances, and the variables that add most to them`,
      caption:
        "The spectra farthest from the others, and the variables that add most to their distances, the largest first.",
    };
  },
};
