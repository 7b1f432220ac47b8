/** `foodspec export`: a run as one archive, or its certified predictor as one file that monitoring can load; of runs that verify only. */
import { resolve } from "node:path";
import { savedText } from "../../../schemas/saved-predictor.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { digestOf, hexOf } from "../../store/digest.ts";
import { type ArchiveOptions, exportArchive } from "./export-archive.ts";
import type { ModelOptions } from "./export-model.ts";
import { contentOf, exportable, refuse } from "./exportable.ts";
import { runNamed } from "./target.ts";

export interface ExportOptions extends ArchiveOptions, Pick<ModelOptions, "onnx" | "mlflowModel"> {
  /** Where the predictor goes, where that alone is asked for. */
  readonly predictor?: string;
  /** The trust block whose predictor is meant, where there are several. */
  readonly block?: string;
}

/** Writes the file and prints its digest. The same run gives the same bytes. */
export async function exportCommand(typed: string, options: ExportOptions, world: World): Promise<number> {
  const named = runNamed(typed, world);
  if (typeof named !== "string" && named.code === "FS1155") return refuse([named], world);
  // What is not there is told behind what was left out of the command line.
  const run = typeof named === "string" ? named : typed;
  const { predictor, block } = options;
  if (predictor !== undefined) return exportPredictor(run, predictor, block, world);
  if (options.onnx !== undefined || options.mlflowModel !== undefined) {
    const { exportModel } = await import("./export-model.ts");
    return exportModel(run, options, world);
  }
  const findings = await exportArchive(run, options, world);
  return findings.length === 0 ? 0 : refuse(findings, world);
}

function exportPredictor(run: string, predictor: string, block: string | undefined, world: World): number {
  const verified = exportable(run, world);
  if ("findings" in verified) return refuse(verified.findings, world);
  const content = contentOf(verified.folder, verified.manifest, block);
  if ("code" in content) return refuse([content], world);
  const written = savedText(content, digestOf);
  try {
    world.disk.write(resolve(world.cwd, predictor), written);
  } catch (error) {
    return refuse([finding("FS9144", null, { path: predictor, problem: diskWords(error) })], world);
  }
  const digest = hexOf(digestOf(written));
  world.out(`${digest}  ${predictor}\n`);
  world.err(`in a document with \`mode: monitoring\`: saved: {path: ${slashes(predictor)}, sha256: ${digest}}\n`);
  return 0;
}
