/** Archive checks: the rows of a verification that tell of what lies beside the run in its archive. */
import type { Manifest } from "../../../schemas/manifest.ts";
import type { World } from "../../compile/world.ts";
import { archiveOf, writtenOtherwise } from "../../seal/archive/archive.ts";
import { archivedInput, archiveFindings, hasData } from "../../verify/archive.ts";
import type { RunFolder } from "../../verify/run-folder.ts";
import type { Check } from "../../verify/verify.ts";
import type { Entries } from "../../verify/zip.ts";
import { outsideOf } from "./outside-of.ts";

export function archiveChecks(folder: RunFolder, manifest: Manifest, entries: Entries, world: World): readonly Check[] {
  const findings = archiveFindings(entries, manifest);
  const count = `${entries.size} entries, stored, plain and in order, by SHA256SUMS`;
  const row: Check = { name: "archive", status: findings.length === 0 ? "ok" : "refused", says: count, findings };
  if (findings.length > 0) return [row];
  // A lockbox that nobody opened is in no archive.
  const isSeen = manifest.inputs.map(({ size_bytes }) => size_bytes !== null);
  const inputs = manifest.inputs.map(({ sha256 }, i) => (isSeen[i] ? archivedInput(entries, sha256) : null));
  const isWhole = inputs.every((one, i) => one !== null || !isSeen[i]);
  const data = isWhole && inputs.length > 0 && hasData(entries) ? inputs : null;
  const again = archiveOf(folder, manifest, data, outsideOf(manifest, world.disk));
  const others = "problem" in again ? [] : writtenOtherwise(entries, again);
  if (others.length === 0) return [row];
  const says = `${others.join(", ")}: this program writes them otherwise; another version did, or somebody changed them`;
  return [row, { name: "archive", status: "not_checked", says, findings: [] }];
}
