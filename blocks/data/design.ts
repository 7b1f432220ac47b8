/** Design: what the options say of how the study was laid out, and of what came before the files. */
import type { AcceptedCheck, Design } from "../contract/values.ts";
import { acceptable, type DataOptions } from "./options.ts";
import type { DataSummary } from "./results.ts";

/** The design as declared, in the form the data gate judges. */
export const designOf = (options: DataOptions): Design => ({
  upstream: upstreamOf(options),
  accepted: acceptedOf(options),
});

/** Checks that the document lets fail, in its order. */
export const acceptedOf = ({ design }: DataOptions): readonly AcceptedCheck[] =>
  (design?.accept ?? []).map(({ check, column, reason }) => ({
    check,
    column: acceptable[check] ? (column ?? null) : null,
    reason,
  }));

/** The same, as the summary has it. */
export const declaredIn = ({ upstream, accepted }: Design): Pick<DataSummary, "upstream" | "accepted"> => ({
  upstream: upstream?.map((one) => ({ ...one })) ?? null,
  accepted: accepted.map((one) => ({ ...one })),
});

function upstreamOf({ upstream }: DataOptions): Design["upstream"] {
  if (upstream === undefined) return null;
  if (upstream === "none") return [];
  return upstream.map(({ what, with: software, scope, outcome }) => ({ what, with: software ?? null, scope, outcome }));
}
