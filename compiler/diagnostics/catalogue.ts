/** The catalogue: every code the product can say, once: the compiler's own, by first digit in catalogue/, and those of blocks. */
import type { Entries, Entry, ErrorType } from "../../blocks/contract/finding.ts";
import { blockFindings } from "../../blocks/findings.ts";
import { artifactEntries } from "./catalogue/artifact.ts";
import { commandLineEntries } from "./catalogue/command-line.ts";
import { configEntries } from "./catalogue/config.ts";
import { documentEntries } from "./catalogue/document.ts";
import { exchangeEntries } from "./catalogue/exchange.ts";
import { gateEntries } from "./catalogue/gates.ts";
import { inputEntries } from "./catalogue/inputs.ts";
import { internalEntries } from "./catalogue/internal.ts";
import { jobEntries } from "./catalogue/jobs.ts";
import { lockboxEntries } from "./catalogue/lockbox.ts";
import { monitoringEntries } from "./catalogue/monitoring.ts";
import { optionEntries } from "./catalogue/options.ts";
import { planEntries } from "./catalogue/plan.ts";
import { proseEntries } from "./catalogue/prose.ts";
import { reportingEntries } from "./catalogue/reporting.ts";
import { sealEntries } from "./catalogue/seal.ts";

const parts: readonly Entries[] = [
  internalEntries,
  jobEntries,
  commandLineEntries,
  configEntries,
  documentEntries,
  optionEntries,
  planEntries,
  proseEntries,
  inputEntries,
  monitoringEntries,
  exchangeEntries,
  gateEntries,
  lockboxEntries,
  reportingEntries,
  artifactEntries,
  sealEntries,
  ...blockFindings,
];

/** Every entry by code, in order of the codes. */
export const catalogue: ReadonlyMap<string, Entry> = collect(parts);

/** Entry of a code. Throws for a code nobody wrote down: that is our own mistake, never the user's. */
export function entryOf(code: string): Entry {
  const entry = catalogue.get(code);
  if (entry === undefined) throw new Error(`internal error: the catalogue has no entry ${code}`);
  return entry;
}

/** Where the reference explains a code: file and anchor below the project's root. */
export const anchorOf = (code: string): string => `docs/reference/findings.md#${code.toLowerCase()}`;

const byExit: { readonly [exit: number]: ErrorType } = {
  2: "CliError",
  3: "ValidationError",
  4: "ProtocolError",
  5: "ModelingError",
  6: "TrustError",
  7: "QCError",
  8: "ReportingError",
  9: "ArtifactError",
  130: "Cancelled",
  129: "Cancelled",
  143: "Cancelled",
};

/** `error_type` of error.json: what the entry says, else what its exit code says. */
export function errorType(code: string, exit: number): ErrorType {
  return catalogue.get(code)?.errorType ?? byExit[exit] ?? "InternalError";
}

/** One sorted map of all parts. Throws where two files hold the same code. @internal */
export function collect(entries: readonly Entries[]): ReadonlyMap<string, Entry> {
  const map = new Map<string, Entry>();
  for (const [code, entry] of entries.flatMap((part) => Object.entries(part))) {
    if (map.has(code)) throw new Error(`internal error: ${code} stands twice in the catalogue`);
    map.set(code, entry);
  }
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
