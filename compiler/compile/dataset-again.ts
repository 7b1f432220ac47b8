/** Dataset again: what the data block that a block of a run descends from gave, read again from the run's files. Nothing else is run. */
import type { DatasetParts } from "../../blocks/contract/dataset.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import { decisive } from "../diagnostics/exit-code.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import type { Graph } from "../plan/graph.ts";
import type { Node } from "../plan/node.ts";
import { breather } from "../run/cancel.ts";
import { execute } from "../run/execute.ts";
import type { RunFolder } from "../verify/run-folder.ts";
import { decidingWith } from "./decisions.ts";
import type { InputOfRun } from "./inputs-of-run.ts";
import { laidApart } from "./laid-apart.ts";
import { buildInfo } from "./package-files.ts";
import { prepare } from "./prepare.ts";
import type { World } from "./world.ts";

/** So much of a dataset as who exports a model asks for. */
export type DatasetAgain = Pick<DatasetParts, "spectra" | "columns" | "rows" | "outcome">;

/**
 * @param block id of a block of the run
 * @param inputs every file the run read
 * @returns a finding where the data cannot be read again
 */
export async function datasetAgain(
  run: RunFolder,
  manifest: Manifest,
  block: string,
  inputs: readonly InputOfRun[],
  world: World,
): Promise<DatasetAgain | Finding> {
  const noPrinter = async () => ({ browser: null, skipped: [], why: null, printout: null });
  const { apart, options, document } = laidApart(run, manifest, inputs, noPrinter, world);
  const prepared = await prepare(document, options, apart);
  const { protocol, graph } = prepared;
  const again = (problem: string): Finding => finding("FS9146", null, { run: manifest.run_id, problem });
  const worst = decisive(prepared.findings.filter(isError));
  if (worst !== null || protocol === null || graph === null)
    return again(worst === null ? "its document cannot be read" : `${worst.code} ${worst.message}`);
  const node = datasetOf(graph, block);
  if (node === null) return again(`\`${block}\` descends from no data block`);
  const deciding = decidingWith({ ...prepared, protocol, graph }, options, buildInfo(world.disk));
  const [ended] = await execute([node], deciding, {
    store: prepared.objects,
    files: prepared.files,
    load: deciding.load,
    now: world.now,
    gatesBlock: false,
    breathe: breather(world.signal),
    observer: { started: () => undefined, event: () => undefined, ended: () => undefined },
  });
  const value = ended.record?.value ?? null;
  if (value === null) return again(ended.reason?.sentence ?? `\`${node.block.id}\` gave nothing`);
  const part = (wanted: keyof DatasetAgain) => deciding.load("dataset", wanted, value.parts[wanted]);
  return {
    spectra: part("spectra"),
    columns: part("columns"),
    rows: part("rows"),
    outcome: part("outcome"),
  } as DatasetAgain;
}

/** The block that gives the dataset from which another descends. */
function datasetOf({ nodes }: Graph, id: string): Node | null {
  const nodeOf = (name: string): Node | undefined => nodes.find(({ block }) => block.id === name);
  const waiting = [id];
  for (const name of waiting) {
    const node = nodeOf(name);
    if (node?.block.kind.gives === "dataset") return node;
    waiting.push(...(node?.inputs ?? []).map((edge) => edge.block).filter((one) => !waiting.includes(one)));
  }
  return null;
}
