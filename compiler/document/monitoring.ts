/** Monitoring: what a document in monitoring mode must hold, what it may not, and whether its drift policy is sound. */
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import { defaultDriftPolicy } from "../../schemas/drift-policy.ts";
import type { FrontMatter } from "../../schemas/front-matter.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import type { KindsById } from "./prose.ts";
import type { ProtocolBlock } from "./protocol.ts";

type At = (path: OptionPath, part: "key" | "value") => Position;

/**
 * A document that monitors scores new spectra with what a run saved, and fits nothing; no other document scores with it.
 *
 * @param kinds of every block, also of those whose body has errors and which are not among `blocks`
 */
export function checkMonitoring(
  { mode, drift_policy }: FrontMatter,
  blocks: readonly ProtocolBlock[],
  kinds: KindsById,
  at: At,
): Finding[] {
  const saved = blocks.filter(({ kind }) => kind.gives === "monitoring");
  if (mode !== "monitoring") {
    return saved.map(({ id, at: place }) =>
      finding("FS5602", place(["saved"]), { id, mode }, { block: id, pointer: ["saved"] }),
    );
  }
  const fitting = blocks.filter(({ kind }) => kind.gives === "model" || kind.gives === "trust");
  return [
    ...([...kinds.values()].every((kind) => kind !== null && !judged.has(kind.gives))
      ? [finding("FS5603", at(["mode"], "value"), {}, { pointer: ["mode"] })]
      : []),
    ...fitting.map(({ id, kind, position }) => finding("FS5604", position, { id, kind: kind.kind }, { block: id })),
    ...policy(drift_policy, at),
  ];
}

/** A document with one of these is about a model, in whatever form: what is wrong with that is said at the block. */
const judged: ReadonlySet<string | null> = new Set(["monitoring", "model", "trust"]);

function policy(chosen: FrontMatter["drift_policy"], at: At): Finding[] {
  const { warn_p, fail_p } = chosen;
  if (warn_p < fail_p)
    return [finding("FS7405", at(["drift_policy"], "value"), { warn_p, fail_p }, { pointer: ["drift_policy"] })];
  return (["warn_p", "fail_p"] as const)
    .filter((field) => chosen[field] < defaultDriftPolicy[field])
    .map((field) => {
      const facts = { field, value: chosen[field], default: defaultDriftPolicy[field] };
      return finding("FS7404", at(["drift_policy", field], "value"), facts, { pointer: ["drift_policy", field] });
    });
}
