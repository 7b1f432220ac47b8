/** Kind findings: block kinds that do not declare what the record of a run says of them. */
import { type Kind, lanes } from "../../blocks/contract/kind.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";

const roles = ["decision_capable", "gate", "explanation"];

/** FS0002 of each kind without lane, role or what it must explain: then nothing is started. */
export const kindFindings = (kinds: readonly Kind[]): readonly Finding[] =>
  kinds.flatMap(({ kind, lane, role, mustExplain }) => {
    const lacking = [
      ...(lanes.includes(lane) ? [] : ["its lane"]),
      ...(roles.includes(role) ? [] : ["its role"]),
      ...(Array.isArray(mustExplain) ? [] : ["what it must explain"]),
    ];
    return lacking.length === 0 ? [] : [finding("FS0002", null, { kind, lacking })];
  });
