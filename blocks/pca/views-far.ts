/** Views of the farthest spectra: T² against Q, and what the components leave of them. */
import { outliers as outliersChart } from "../charts/outliers.ts";
import { thinnedNote } from "../charts/thin.ts";
import type { VariableLine } from "../charts/variable-lines.ts";
import { listed, sentences } from "../charts/words.ts";
import type { Rows } from "../contract/dataset.ts";
import { counted, rounded } from "../contract/number-text.ts";
import { leverage } from "../methods/numeric/multivariate-limits.ts";
import { type Explored, isBeyond } from "./explored.ts";
import { linesOf, looked, type PcaView } from "./looked.ts";

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
    const far = `${beyond_t2} beyond the limit of T² (${rounded(t2_limit)}) and ${beyond_q} beyond that of Q (${rounded(q_limit)})`;
    return {
      data: { ...chart, from: { artifact: "pca/scores.csv", pointer: "" } },
      alt: `Hotelling's T² against Q of ${counted(n, "spectrum", "spectra")}: ${far}`,
      caption: sentences(
        `T²: distance from the others within ${counted(source.results.components, "component")}; Q: distance from them.`,
        `Dashed: 95\u00a0% limits of the fitted spectra; of ${n}, ${far}; about 5\u00a0% of good spectra lie beyond each.`,
        m === 0
          ? null
          : `Of ${counted(m, "external spectrum", "external spectra")}, ${external_beyond} beyond one or the other.`,
        named.length === 0 ? null : "The farthest are named.",
        thinnedNote(rows.id.length, drawn),
      ),
    };
  },
};

export const contributions: PcaView = {
  shape: "figure",
  title: "contributions",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const { found, rows, columns } = await looked(source);
    const chosen = farthest(found, rows, 3);
    const { cols } = found.residuals;
    const lines: VariableLine[] = chosen.map((i, code) => ({
      name: rows.id[i],
      code,
      values: found.residuals.data.subarray(i * cols, (i + 1) * cols),
    }));
    const drawn = linesOf(columns, "Residual", lines, found.model.mean);
    const names = listed(chosen.map((i) => rows.id[i]));
    return {
      data: {
        ...drawn.chart,
        from: { artifact: "pca/pca.json", pointer: "/loadings", how: "what the components leave of the spectra" },
      },
      alt: `What the components leave of ${names}, by variable`,
      caption: sentences(
        `What the components leave of the spectra farthest from the others (${names}): Q is the sum of its squares.`,
        drawn.note,
      ),
    };
  },
};
