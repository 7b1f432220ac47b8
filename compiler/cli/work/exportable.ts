/** Exportable: of which runs something is exported, and the certified predictor of one. */
import { closest } from "../../../blocks/contract/closest.ts";
import { registry } from "../../../blocks/registry.ts";
import { parsed } from "../../../schemas/asked.ts";
import { fieldsOf } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { type SavedContent, savedContentSchema } from "../../../schemas/saved-predictor.ts";
import { jsonSchema } from "../../compile/package-files.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { type Finding, isError } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { servingOf } from "../../exchange/serving.ts";
import { jsonOf, type RunFolder } from "../../verify/run-folder.ts";
import { schemasFrom } from "../../verify/schemas.ts";
import { verifyRun } from "../../verify/verify.ts";
import { runFolderAt } from "./target.ts";

/** A run whose folder is what it says; why nothing of it is exported. */
export function exportable(
  run: string,
  world: World,
): { readonly folder: RunFolder; readonly manifest: Manifest } | { readonly findings: readonly Finding[] } {
  const folder = runFolderAt(run, world);
  if ("code" in folder) return { findings: [folder] };
  const { manifest, findings } = verifyRun(
    folder,
    schemasFrom((name) => jsonSchema(world.disk, name)),
    registry.all,
  );
  if (manifest !== null && !findings.some(isError)) return { folder, manifest };
  return { findings: [...findings, finding("FS9140", null, { run, problem: "is not what it says it is" })] };
}

/** Says why nothing was exported. Returns the exit code. */
export function refuse(findings: readonly Finding[], { err, colour }: World): number {
  err(`${text(findings, noSources, { colour })}\n`);
  return exitCode(findings);
}

interface Certified {
  readonly block: string;
  readonly kind: string;
  readonly path: string;
}

const short = "trust/certified_predictor.json";

/** The certified predictor of a run with where it comes from; why there is none, or which is meant. */
export function contentOf(folder: RunFolder, manifest: Manifest, wanted: string | undefined): SavedContent | Finding {
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
  const certified = parsed(registry.kinds[chosen.kind].artifacts[short], jsonOf(folder, chosen.path));
  const pipeline = fieldsOf(fieldsOf(fieldsOf(certified).predictor).pipeline);
  return parsed(savedContentSchema, {
    certified,
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
    serving: servingOf(folder, manifest, pipeline.input),
  });
}
