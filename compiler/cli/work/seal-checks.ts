/** Seal checks: the rows of a verification that tell of signatures. */
import { resolve } from "node:path";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { type Anchors, anchorsIn } from "../../seal/anchors.ts";
import type { PdfAlone } from "../../seal/pdf-alone.ts";
import { quorumOf } from "../../seal/quorum.ts";
import { lackOf, pdfLooked, sealLooked, type Told } from "../../seal/verify-seal.ts";
import { protocolOf } from "../../verify/protocol.ts";
import type { RunFolder } from "../../verify/run-folder.ts";
import type { Check } from "../../verify/verify.ts";

/**
 * @param trusted null: nobody says whom to trust
 * @param alone a signed PDF without its folder, which then stands for it
 */
export async function sealChecks(
  folder: RunFolder,
  manifest: Manifest,
  trusted: Anchors | null,
  alone: PdfAlone | null = null,
) {
  const wanted = quorumOf(manifest.mode, protocolOf(folder, manifest)?.settings.signatures);
  const { signatures, quorum, findings } = await (alone === null
    ? sealLooked(folder, manifest, wanted, trusted)
    : pdfLooked(alone, wanted, trusted));
  const lack = lackOf(wanted, signatures);
  const says = `${signatures.map(told).join("; ")}; ${lack === "" ? "the quorum is complete" : `still ${lack}`}`;
  const row: Check = { name: "signatures", status: findings.length === 0 ? "ok" : "refused", says, findings };
  const hasStamps = signatures.some(({ time_from }) => time_from === "tsa");
  const open: Check = {
    name: "signatures",
    status: "not_checked",
    says: `who the signers${hasStamps ? " and the time-stamping authorities" : ""} are: --anchors names a folder of whom you trust`,
    findings: [],
  };
  const stated = signatures.filter(({ time_from }) => time_from === "stated").map(({ n }) => n);
  const clock: Check = {
    name: "signatures",
    status: "not_checked",
    says: `when they signed: the time is stated by the signers' clocks${stated.length === signatures.length ? "" : ` (${stated.join(", ")})`}`,
    findings: [],
  };
  const isOpen = stated.length > 0 || signatures.length === 0;
  return { signatures, quorum, checks: [row, ...(trusted === null ? [open] : []), ...(isOpen ? [clock] : [])] };
}

const told = ({ n, role, name, time, time_from }: Told): string =>
  `${n} ${role} ${name} ${time}${time_from === "tsa" ? " (time stamp)" : ""}`;

/** Whom to trust, by a folder as it was typed, which must not lie in the run; FS9707 where it cannot be read. */
export async function anchorsOf(folder: RunFolder, typed: string, world: World): Promise<Anchors | Finding> {
  const path = resolve(world.cwd, typed);
  const no = (problem: string): Finding => finding("FS9707", null, { folder: typed, problem });
  if (world.disk.stands(path) !== "folder") return no("is no folder");
  const [own, run] = [path, resolve(world.cwd, folder.name)].map((one) => world.disk.realPath(one));
  if (own === run || own.startsWith(`${run}/`)) return no("lies in the run: whom to trust is not for it to say");
  const read = await anchorsIn(world.disk, path);
  return "problem" in read ? no(read.problem) : read;
}
