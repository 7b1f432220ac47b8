/** Views of pca: scores, loadings and explained variance; T² and Q, and what makes the farthest spectra far. */
import { bars } from "../charts/bars.ts";
import { scores } from "../charts/scores.ts";
import { tableOf } from "../charts/table-of.ts";
import type { VariableLine } from "../charts/variable-lines.ts";
import { sentences } from "../charts/words.ts";
import { counted, percent } from "../contract/number-text.ts";
import { t2FittedLimit } from "../methods/numeric/multivariate-limits.ts";
import { linesOf, looked, type PcaView } from "./looked.ts";
import type { PcaResults } from "./results.ts";
import { contributions, largestContributions, outliers } from "./views-far.ts";

const file = "pca/pca.json";
const mostLoadings = 3;

const title = (c: number, explained: readonly number[]): string => `PC${c + 1} (${percent(explained[c])})`;
const fittedWords = ({ n_spectra: n, n_external: m }: PcaResults): string =>
  `Fitted on ${counted(n, "spectrum", "spectra")}${m === 0 ? "" : `; ${counted(m, "external spectrum", "external spectra")} projected, drawn hollow`}.`;

const pcaScores: PcaView = {
  shape: "figure",
  title: "PCA scores",
  byDefault: true,
  exists: () => true,
  async make(source, selection) {
    const { explained } = source.results;
    if (explained.length < 2) return { na: "There is one component only." };
    const { found, rows, outcome } = await looked(source);
    const { label } = outcome;
    const wanted = rows.id.flatMap((_, i) =>
      selection.classes === undefined || label === null || selection.classes.includes(label.classes[label.codes[i]])
        ? [i]
        : [],
    );
    if (wanted.length === 0) return { na: "No spectrum is of these classes." };
    const at = (c: number) => wanted.map((i) => found.scores.data[i * found.scores.cols + c]);
    const limit = t2FittedLimit(found.model.rows, 2, 0.95);
    const radius = (c: number, of: number): number => Math.sqrt(of * found.model.variances[c]);
    const share = percent(explained[0] + explained[1]);
    const chart = scores({
      x: at(0),
      y: at(1),
      ids: wanted.map((i) => rows.id[i]),
      samples: wanted.map((i) => rows.sample[i]),
      codes: label === null ? null : wanted.map((i) => label.codes[i]),
      classes: label?.classes ?? [],
      external: wanted.map((i) => rows.external[i]),
      radii: limit === null ? null : [radius(0, limit), radius(1, limit)],
      titles: [title(0, explained), title(1, explained)],
    });
    return {
      data: { ...chart, from: { artifact: "pca/scores.csv", pointer: "" } },
      alt: `${counted(wanted.length, "spectrum", "spectra")} on the first two principal components, which carry ${share} of the variance`,
      caption: sentences(
        `Scores on the first two principal components (${share} of the variance).`,
        fittedWords(source.results),
        limit === null ? null : "Dashed: the 95\u00a0% limit of Hotelling's T² of the two.",
      ),
    };
  },
};

const pcaLoadings: PcaView = {
  shape: "figure",
  title: "PCA loadings",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const { found, columns } = await looked(source);
    const { rows: a, cols: p, data } = found.model.loadings;
    const lines: VariableLine[] = Array.from({ length: Math.min(mostLoadings, a) }, (_, c) => ({
      name: title(c, source.results.explained),
      code: c,
      values: data.subarray(c * p, (c + 1) * p),
    }));
    const drawn = linesOf(columns, "Loading", lines, found.model.mean);
    return {
      data: { ...drawn.chart, from: { artifact: file, pointer: "/loadings" } },
      alt: `Loadings of ${counted(lines.length, "principal component")} on ${counted(p, "variable")}`,
      caption: sentences(
        `What a unit of each component is made of; the largest loading, by size, is positive.`,
        source.options.autoscale ? "Variables were divided by their standard deviation." : null,
        drawn.note,
      ),
    };
  },
};

const pcaScree: PcaView = {
  shape: "figure",
  title: "explained variance of the components",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const { explained, cumulative } = source.results;
    const chart = bars({
      names: explained.map((_, c) => `PC${c + 1}`),
      values: explained.map((share) => 100 * share),
      title: "Component",
      measure: "Share of the variance (%)",
      format: ".1f",
    });
    const all = percent(cumulative[cumulative.length - 1]);
    return {
      data: { ...chart, from: { artifact: file, pointer: "/explained" } },
      alt: `Share of the variance of ${counted(explained.length, "principal component")}, together ${all}`,
      caption: `Share of the variance that each principal component carries; together ${all}.`,
    };
  },
};

const variance: PcaView = {
  shape: "table",
  title: "explained variance",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const { explained, cumulative } = source.results;
    const at = (field: string) => (c: number) => ({ artifact: file, pointer: `/${field}/${c}` });
    return {
      data: tableOf(
        { component: "Component", share: ["Share of the variance", "share"], together: ["Together", "share"] },
        explained.map((share, c) => ({ component: `PC${c + 1}`, share, together: cumulative[c] })),
        { share: at("explained"), together: at("cumulative") },
      ),
      alt: `${counted(explained.length, "component")} carry ${percent(cumulative[cumulative.length - 1])} of the variance`,
      caption: "Variance that the principal components carry.",
    };
  },
};

export const pcaViews = {
  "pca-scores": pcaScores,
  "pca-loadings": pcaLoadings,
  "pca-scree": pcaScree,
  variance,
  outliers,
  contributions,
  "largest-contributions": largestContributions,
};
