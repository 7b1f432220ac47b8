/** `foodspec export`: a run as one archive, or its certified predictor as one file that monitoring can load; of runs that verify only. */
import { resolve } from "node:path";
import { closest } from "../../../blocks/contract/closest.ts";
import { registry } from "../../../blocks/registry.ts";
import { parsed } from "../../../schemas/asked.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { type SavedContent, savedContentSchema, savedText } from "../../../schemas/saved-predictor.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { jsonSchema } from "../../compile/package-files.ts";
import { slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { type Finding, isError } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { digestOf, hexOf } from "../../store/digest.ts";
import { jsonOf, type RunFolder } from "../../verify/run-folder.ts";
import { schemasFrom } from "../../verify/schemas.ts";
import { verifyRun } from "../../verify/verify.ts";
import { type ArchiveOptions, exportArchive } from "./export-archive.ts";
import { runFolderAt, runNamed } from "./target.ts";

export interface ExportOptions extends ArchiveOptions {
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
  const findings = await exportArchive(run, options, world);
  return findings.length === 0 ? 0 : refuse(findings, world);
}

function exportPredictor(run: string, predictor: string, block: string | undefined, world: World): number {
  const folder = runFolderAt(run, world);
  if ("code" in folder) return refuse([folder], world);
  const verified = verifyRun(
    folder,
    schemasFrom((name) => jsonSchema(world.disk, name)),
    registry.all,
  );
  if (verified.manifest === null || verified.findings.some(isError))
    return refuse(
      [...verified.findings, finding("FS9140", null, { run, problem: "is not what it says it is" })],
      world,
    );
  const content = contentOf(folder, verified.manifest, block);
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

function refuse(findings: readonly Finding[], { err, colour }: World): number {
  err(`${text(findings, noSources, { colour })}\n`);
  return exitCode(findings);
}

interface Certified {
  readonly block: string;
  readonly kind: string;
  readonly path: string;
}

const short = "trust/certified_predictor.json";

function contentOf(folder: RunFolder, manifest: Manifest, wanted: string | undefined): SavedContent | Finding {
  const { run_id, mode, success, exit_code } = manifest;
  if (!success) return finding("FS9141", null, { run: run_id, mode, code: exit_code });
  const all = manifest.blocks.flatMap(({ id, kind, artifacts }): Certified[] =>
    Object.keys(artifacts)
      .filter((path) => path.endsWith("/certified_predictor.json"))
      .map((path) => ({ block: id, kind, path })),
  );
  const blocks = all.map((one) => one.block);
  if (all.length === 0) return finding("FS9142", null, { run: run_id });
  const chosen =
    wanted === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((one) => one.block === wanted);
  if (chosen === undefined) {
    const suggestion = wanted === undefined ? null : closest(wanted, blocks);
    return finding("FS9143", null, { run: run_id, blocks, suggestion, first: blocks[0] });
  }
  return parsed(savedContentSchema, {
    certified: parsed(registry.kinds[chosen.kind].artifacts[short], jsonOf(folder, chosen.path)),
    source: {
      content_digest: manifest.content_digest,
      protocol_file: manifest.protocol_file,
      protocol_version: manifest.protocol_version,
      protocol_hash: manifest.protocol_hash,
      mode,
      approved: mode === "regulatory",
      block: chosen.block,
      foodspec_version: manifest.foodspec_version,
    },
  });
}
