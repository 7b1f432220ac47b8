/** Made again: the row `rerun` of a verification, and what it makes of the rows that needed one. */
import type { Manifest } from "../../schemas/manifest.ts";
import type { RunFolder } from "../verify/run-folder.ts";
import { type Check, type Verified, withRows } from "../verify/verify.ts";
import { inputsOfRun, type Near } from "./inputs-of-run.ts";
import { type BlockAgain, rerun, whyNotAgain } from "./rerun.ts";
import type { World } from "./world.ts";

export interface MadeAgain {
  readonly verified: Verified;
  /** Null where the run was not made again. */
  readonly blocks: readonly BlockAgain[] | null;
}

/**
 * The verification with its row `rerun`. Where every result came out again, what needed a fit or the spectra is open no more.
 *
 * @param near where its inputs are looked for
 * @param given files the run read, `NAME=PATH`
 */
export async function madeAgain(
  verified: Verified,
  run: RunFolder,
  near: Near,
  given: readonly string[],
  world: World,
): Promise<MadeAgain> {
  const { manifest } = verified;
  const why = manifest === null ? "there is no manifest to go by" : whyNotAgain(run, manifest);
  if (manifest === null || why !== null)
    return { verified: withRow(verified, row("not_checked", why ?? "")), blocks: null };
  const inputs = inputsOfRun(manifest, near, given, world);
  if (inputs.findings.length > 0) {
    const says = "files that the run read are not at hand";
    return { verified: withRow(verified, row("not_checked", says, inputs.findings)), blocks: null };
  }
  const { blocks, findings } = await rerun(run, manifest, inputs.files, world);
  const says = `${counted(manifest)}, by this program and with nothing stored`;
  const checked = row(findings.length === 0 ? "ok" : "refused", says, findings);
  return { verified: withRow(verified, checked), blocks };
}

const row = (status: Check["status"], says: string, findings: Check["findings"] = []): Check => ({
  name: "rerun",
  status,
  says,
  findings,
});

function counted({ blocks }: Manifest): string {
  const files = blocks.reduce((sum, { artifacts }) => sum + Object.keys(artifacts).length, 0);
  return `${blocks.length} blocks with ${files} files and the content digest`;
}

/** Rows that say what a rerun looks at. Of numbers in a report without a source, drawings and a register it says nothing. */
const needed: ReadonlySet<string> = new Set(["metrics", "trust", "gates", "record", "monitoring"]);

function withRow(verified: Verified, again: Check): Verified {
  const isCovered = ({ name, status, findings }: Check): boolean =>
    again.status === "ok" && status === "not_checked" && findings.length === 0 && needed.has(name);
  const rest = { ...verified, checks: verified.checks.filter((one) => !isCovered(one)) };
  return withRows(rest, "rerun", [again]);
}
