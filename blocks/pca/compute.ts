/** What the `pca` block computes: principal components of the spectra as they are shown, for the eye; nothing starts from it. */
import { z } from "zod";
import { quoted } from "../contract/csv.ts";
import type { DatasetParts } from "../contract/dataset.ts";
import { compute } from "../contract/kind.ts";
import type { Matrix } from "../contract/matrix.ts";
import { Refusal } from "../contract/refusal.ts";
import type { Inputs } from "../contract/running.ts";
import type { VariablesParts } from "../contract/variables.ts";
import { plain } from "../methods/numeric/vectors.ts";
import { namingSpectra } from "../methods/recipe/pipeline.ts";
import { type Explored, explored, isBeyond } from "./explored.ts";
import { pcaArtifacts, pcaResults } from "./results.ts";

const options = z.strictObject({
  components: z.int().min(1).max(20).default(5).describe("how many; fewer where the spectra carry fewer"),
  autoscale: z.boolean().default(false).describe("divides each variable by its standard deviation before"),
});

type Rows = DatasetParts["rows"];

export const pcaCompute = compute({
  kind: "pca",
  lane: "explanation",
  role: "explanation",
  stage: "features",
  reads: [],
  draws: false,
  options,
  gives: null,
  results: pcaResults,
  artifacts: pcaArtifacts,
  needs: () => [
    {
      accepts: [
        { value: "variables", parts: ["display"] },
        { value: "dataset", parts: ["spectra"] },
      ],
      found: "chain",
    },
    { accepts: [{ value: "dataset", parts: ["rows", "outcome"] }], found: "via" },
  ],
  inputs: () => [],
  run(inputs, asked, context) {
    const { x, rows, label } = partsOf(inputs);
    const found = namingSpectra(rows, () => explored(x, rows.external, asked));
    const own = rows.external.flatMap((external, i) => (external ? [] : [i]));
    if (found === null) throw new Refusal("FS5521", { spectra: own.length, variables: x.cols });
    const { model } = found;
    const a = model.variances.length;
    if (a < asked.components)
      context.remark("FS5522", { asked: asked.components, have: a }, { option: ["components"] });
    const explained = plain(model.explained);
    const cumulative = explained.map((_, c) =>
      Math.min(
        1,
        explained.slice(0, c + 1).reduce((sum, one) => sum + one, 0),
      ),
    );
    const count = (is: (i: number) => boolean, indexes: readonly number[]) => indexes.filter(is).length;
    const external = rows.external.flatMap((is, i) => (is ? [i] : []));
    const shared = { components: a, explained, cumulative, t2_limit: found.t2Limit, q_limit: found.qLimit };
    return {
      results: {
        schema_version: 1 as const,
        n_spectra: own.length,
        n_external: external.length,
        n_variables: x.cols,
        ...shared,
        beyond_t2: count((i) => isBeyond(found, i, false).t2, own),
        beyond_q: count((i) => isBeyond(found, i, false).q, own),
        external_beyond: count((i) => Object.values(isBeyond(found, i, true)).includes(true), external),
      },
      artifacts: [
        {
          path: "pca/pca.json",
          json: {
            schema_version: 1,
            ...shared,
            eigenvalues: plain(model.variances),
            mean: plain(model.mean),
            scale: found.scale === null ? null : plain(found.scale),
            loadings: Array.from({ length: a }, (_, c) =>
              plain(model.loadings.data.subarray(c * x.cols, (c + 1) * x.cols)),
            ),
          },
        },
        { path: "pca/scores.csv", text: scoresCsv(found, rows, label) },
      ],
    };
  },
});

interface Parts {
  readonly x: Matrix;
  readonly rows: Rows;
  readonly label: DatasetParts["outcome"]["label"];
}

function partsOf({ dataset, variables }: Inputs): Parts {
  if (dataset === undefined) throw new Error("pca was run without its dataset");
  const { spectra, rows, outcome } = dataset as DatasetParts;
  const x = variables === undefined ? spectra : (variables as VariablesParts).display.display;
  return { x, rows, label: outcome.label };
}

/** A row a spectrum, in input order. */
function scoresCsv({ scores, t2, q }: Explored, rows: Rows, label: Parts["label"]): string {
  const names = Array.from({ length: scores.cols }, (_, c) => `PC${c + 1}`);
  const lines = rows.id.map((id, i) => [
    id,
    rows.sample[i],
    label === null ? "" : label.classes[label.codes[i]],
    String(rows.external[i]),
    ...plain(scores.data.subarray(i * scores.cols, (i + 1) * scores.cols)).map(String),
    String(t2[i]),
    String(q[i]),
  ]);
  return `${[["id", "sample", "class", "external", ...names, "t2", "q"], ...lines].map((line) => line.map(quoted).join(",")).join("\n")}\n`;
}
