/** Content: the parts of the manifest that follow from the document, its overrides and its gates. */

import { isGate } from "../../blocks/contract/kind.ts";
import { registry } from "../../blocks/registry.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import type { Protocol } from "../document/protocol.ts";
import { acceptedIn, acceptedText } from "../render/beside.ts";
import { draftManifest } from "../run/manifest.ts";
import type { GateOutcome, Run, RunBlock } from "../run/types.ts";
import { digestOfJson } from "../store/digest.ts";
import { circumstancesOf } from "./circumstances.ts";
import { noBrowser, type UsedBrowser } from "./printing.ts";
import type { Composing } from "./session.ts";

/** The manifest of a run without the names that follow from its digest. */
export function draft(
  composing: Composing,
  run: Omit<Run, "content">,
  content: Omit<Run["content"], "digest">,
  durationSeconds: number,
  files: { readonly [path: string]: string },
  browser: UsedBrowser = noBrowser,
) {
  const { prepared, options, build } = composing;
  return draftManifest(
    run,
    content,
    {
      ...circumstancesOf(composing, run.status, durationSeconds, browser),
      lockDigest: build.lock_digest,
      orchestratorMode: options.orchestratorMode ?? "two_lane_strict",
      protocolFile: prepared.file,
      protocolHash: prepared.digest,
      policy: policyOf(prepared.protocol),
      sequelOf: composing.sequel?.of ?? null,
    },
    files,
  );
}

/** The thresholds that held, those the document chose looser than the default, and the checks it lets fail. */
function policyOf({ settings: { mode, qc_policy }, blocks }: Protocol): Manifest["policy"] {
  const effective = registry.policy.record(mode, qc_policy);
  return {
    effective,
    digest: digestOfJson(effective),
    loosened: [
      ...registry.policy.loosened(qc_policy).map(({ field }) => field),
      ...acceptedIn(blocks).map((one) => `design.accept: ${acceptedText(one)}`),
    ],
  };
}

/** Every gate that judged, with its report. */
export function gatesOf(blocks: readonly RunBlock[]): readonly GateOutcome[] {
  return blocks.flatMap(({ block, results, artifacts, result }) => {
    const judged = results as {
      readonly gate?: string;
      readonly status?: "pass" | "fail";
      readonly checks?: object;
    } | null;
    const report = Object.keys(artifacts).find((path) => path.endsWith("_qc_report.json"));
    if (!isGate(block) || judged?.gate === undefined || judged.status === undefined || report === undefined) return [];
    const checks = Object.keys(judged.checks ?? {}).length;
    return [
      {
        block: block.id,
        gate: judged.gate,
        status: judged.status,
        blocking: result === "failed",
        report,
        digest: artifacts[report],
        checks,
      },
    ];
  });
}
