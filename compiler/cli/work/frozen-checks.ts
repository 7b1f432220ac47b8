/** Frozen checks: the rows of a verification that tell of time stamps over frozen criteria, which the register of a run holds. */
import type { Manifest } from "../../../schemas/manifest.ts";
import { type ChainLine, readChain } from "../../../schemas/register-chain.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { type Anchors, whyNotStamper } from "../../seal/anchors.ts";
import { stampOf } from "../../seal/frozen-stamp.ts";
import { digestOf } from "../../store/digest.ts";
import { otherwise } from "../../verify/differ.ts";
import type { Check } from "../../verify/verify.ts";

/**
 * None where neither the register nor the run tells of a stamp.
 *
 * @param text of the register in which the run stands
 * @param anchors null: nobody says whom to trust
 */
export async function frozenChecks(
  text: string,
  { register }: Manifest,
  anchors: Anchors | null,
): Promise<readonly Check[]> {
  const path = register?.file ?? "";
  const lines = readChain(text, digestOf).lines.filter(
    ({ event, value }) => event === "frozen" && value.token !== null,
  );
  const findings: Finding[] = [];
  const times = new Map<ChainLine, string>();
  const wrong = (problem: string) => findings.push(finding("FS9713", null, { path, problem }));
  for (const line of lines) {
    const stamp = await stampOf(line);
    const problem = stamp === null || "problem" in stamp ? (stamp?.problem ?? "is none") : null;
    const distrust = stamp === null || "problem" in stamp || anchors === null ? null : whyNotStamper(stamp, anchors);
    if (problem !== null) wrong(`has a time stamp over frozen criteria that ${problem}`);
    else if (distrust !== null) wrong(`has a time stamp over frozen criteria of nobody among the anchors: ${distrust}`);
    if (stamp !== null && !("problem" in stamp)) times.set(line, stamp.time);
  }
  const frozen = register?.frozen ?? null;
  const own = lines.find(({ value }) => value.criteria === frozen?.criteria && value.time === frozen?.time);
  const stamped = (own === undefined ? undefined : times.get(own)) ?? null;
  if (frozen !== null && (frozen.stamped ?? null) !== stamped)
    findings.push(otherwise("manifest.json", "/register/frozen/stamped", frozen.stamped ?? null, stamped));
  if (lines.length === 0 && findings.length === 0) return [];
  const says = `time stamps over frozen criteria: ${[...times.values()].join(", ") || "none that holds"}`;
  const row: Check = { name: "register", status: findings.length === 0 ? "ok" : "refused", says, findings };
  const open: Check = {
    name: "register",
    status: "not_checked",
    says: "who stamped the frozen criteria: --anchors names a folder of whom you trust",
    findings: [],
  };
  return [row, ...(anchors === null ? [open] : [])];
}
