/** Size: how much a document asks for, counted from its data and its plan before anything is fitted; by shape alone, never by a clock. */
import type { Shapes } from "../../blocks/contract/kind.ts";
import { stepsOf } from "../run/job-steps.ts";
import { leastSecondsOf } from "../run/long-work.ts";
import { forgottenStore } from "../store/open-store.ts";
import { datasetsOf, foldsOf, type Reading } from "./datasets.ts";

/** Of all models together. */
export interface Size {
  /** Of all data blocks, external ones too. */
  readonly spectra: number;
  /** Of the longest of them. */
  readonly points: number;
  readonly folds: number;
  readonly fits: number;
  /** Of an estimator's inner loop, as far as shapes tell. */
  readonly steps: number;
  /** At least, on one core. */
  readonly seconds: number;
}

/** Reads the data; nothing is fitted or kept. A block that refuses counts nothing: the run says why. */
export async function sizeOf(reading: Reading): Promise<Size> {
  const { graph, protocol, shapes } = reading.prepared;
  const nodes = [...graph.nodes].sort((a, b) => a.block.index - b.block.index);
  const datasets = await datasetsOf(nodes, reading, forgottenStore());
  const models = nodes.flatMap((node) => {
    const shape = shapes.get(node.block.id) as Partial<Shapes["model"]> | null;
    return foldsOf(node, shape, datasets, protocol.seed).map(({ folds }) => {
      const from = node.inputs.find(({ value }) => value === "dataset")?.block;
      const points = datasets.find(({ block }) => block === from)?.points ?? 0;
      const rows = Math.max(0, ...folds.map(({ training, test }) => training + test));
      const { fitsPerFold = 1, pathsPerFold = 1, permutations = 0 } = shape ?? {};
      const times = roundsOf(folds.length, permutations);
      const of = { rows, columns: points, fits: times * pathsPerFold, atOnce: 1 };
      return { folds: folds.length, fits: times * fitsPerFold, steps: stepsOf(of), seconds: leastSecondsOf(of) };
    });
  });
  const sum = (name: "folds" | "fits" | "steps" | "seconds") => models.reduce((all, { [name]: one }) => all + one, 0);
  return {
    spectra: datasets.reduce((all, { rows }) => all + rows.id.length, 0),
    points: Math.max(0, ...datasets.map(({ points }) => points)),
    folds: sum("folds"),
    fits: sum("fits"),
    steps: sum("steps"),
    seconds: Math.round(sum("seconds") * 10) / 10,
  };
}

/** Every fold and the whole; each fold again with labels exchanged, as often as is asked. */
const roundsOf = (folds: number, permutations: number): number => folds + 1 + permutations * folds;
