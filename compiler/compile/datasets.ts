/** Datasets: what the data blocks of a plan leave, and how their rows fall into folds. No other block has its turn: nothing is fitted. */
import type { Outcome, Rows } from "../../blocks/contract/dataset.ts";
import type { Matrix } from "../../blocks/contract/matrix.ts";
import type { SchemeSpec } from "../../blocks/contract/model.ts";
import { Refusal } from "../../blocks/contract/refusal.ts";
import { inTurn } from "../../blocks/contract/work.ts";
import { registry } from "../../blocks/registry.ts";
import type { Node } from "../plan/node.ts";
import { breather } from "../run/cancel.ts";
import { type Executed, execute } from "../run/execute.ts";
import type { Store } from "../store/store.ts";
import { decidingWith } from "./decisions.ts";
import type { CompileOptions } from "./options.ts";
import type { BuildInfo } from "./package-files.ts";
import type { Session } from "./session.ts";
import type { World } from "./world.ts";

/** What the data block leaves of one dataset. */
export interface Dataset {
  readonly block: string;
  readonly rows: Rows;
  readonly outcome: Outcome;
  /** Columns of its spectra. */
  readonly points: number;
}

/** What reading takes. */
export interface Reading {
  readonly prepared: Session["prepared"];
  readonly options: CompileOptions;
  readonly build: BuildInfo;
  readonly world: World;
}

/** Folds of one model, in spectra. */
export interface Dealt {
  readonly model: string;
  readonly scheme: string;
  readonly folds: { readonly name: string; readonly training: number; readonly test: number }[];
}

/**
 * What refuses here refuses in the run too, and is told there with its place.
 *
 * @param store where what they give is kept
 */
export async function datasetsOf(
  nodes: readonly Node[],
  { prepared, options, build, world }: Reading,
  store: Store,
): Promise<readonly Dataset[]> {
  const giving = nodes.filter(({ block, inputs }) => block.kind.gives === "dataset" && inputs.length === 0);
  const deciding = decidingWith({ ...prepared, objects: store }, options, build);
  const quiet = () => undefined;
  const breathe = breather(world.signal);
  const executed = await execute(
    giving.map((node) => ({ ...node, gates: [] })),
    deciding,
    {
      store,
      files: prepared.files,
      load: deciding.load,
      now: world.now,
      gatesBlock: false,
      breathe,
      spread: inTurn(breathe),
      observer: { started: quiet, event: quiet, ended: quiet },
    },
  );
  return executed.flatMap((one) => datasetOf(one, deciding.load));
}

function datasetOf(
  { node, record }: Executed,
  load: (value: string, part: string, digest: string) => unknown,
): readonly Dataset[] {
  const parts = record?.value?.parts;
  const [rows, outcome, spectra] = [parts?.rows, parts?.outcome, parts?.spectra];
  if (rows === undefined || outcome === undefined) return [];
  return [
    {
      block: node.block.id,
      rows: load("dataset", "rows", rows) as Rows,
      outcome: load("dataset", "outcome", outcome) as Outcome,
      points: spectra === undefined ? 0 : (load("dataset", "spectra", spectra) as Matrix).cols,
    },
  ];
}

/** Of a scheme that cannot be dealt with these data the run says why. */
export function foldsOf(node: Node, shape: unknown, datasets: readonly Dataset[], seed: number): readonly Dealt[] {
  const from = node.inputs.find(({ value }) => value === "dataset")?.block;
  const dataset = datasets.find(({ block }) => block === from);
  const scheme = (shape as { readonly scheme?: SchemeSpec } | null)?.scheme;
  if (node.block.kind.gives !== "model" || dataset === undefined || scheme === undefined) return [];
  try {
    const { folds } = registry.folds(dataset.rows, dataset.outcome, scheme, seed);
    const sized = folds.map(({ name, training, test }) => ({ name, training: training.length, test: test.length }));
    return [{ model: node.block.id, scheme: scheme.name, folds: sized }];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
