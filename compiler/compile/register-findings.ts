/** Register findings: what is wrong with the register of a document, before a run is entered. */

import type { Facts } from "../../blocks/contract/refusal.ts";
import { askedDifferences } from "../../schemas/asked-differences.ts";
import { own } from "../../schemas/dictionary.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { AskedOf } from "../../schemas/register.ts";
import { absentIn, type Chain, extended } from "../../schemas/register-chain.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type BothRegisters, type RegisterFiles, registerName } from "../store/register-files.ts";
import { type Asking, askedOf } from "./asked-of.ts";
import type { CompileOptions } from "./options.ts";
import { regulatoryBefore, succeededWith, wasBeside } from "./register-lines.ts";

/** FS9602, FS9603, as warnings: lines that others follow, or that this machine knows, and that do not stand beside the document. */
export function gapFindings(
  { beside, copy }: BothRegisters,
  { file, shown }: { readonly file: string; readonly shown: string },
): readonly Finding[] {
  // Until a regulatory run or a freeze there is none beside the document.
  if (beside === null && !wasBeside(copy)) return gapsOf({ beside: copy, copy }, file, shown);
  return gapsOf({ beside, copy }, file, shown);
}

const gapsOf = (both: BothRegisters, file: string, shown: string): readonly Finding[] =>
  gapsIn(both, { path: registerName(file), document: shown });

/** FS9602, FS9603 of any register: lines that others follow, or that the copy knows, and that do not stand beside. */
export function gapsIn({ beside, copy }: BothRegisters, facts: Facts): readonly Finding[] {
  const lost = lostFrom({ beside, copy });
  const missing = (beside ?? copy).missing.filter((digest) => !copy.by.has(digest));
  return [
    ...(missing.length === 0 ? [] : [finding("FS9602", null, { ...facts, count: missing.length, first: missing[0] })]),
    ...(lost.length === 0 ? [] : [finding("FS9603", null, { ...facts, count: lost.length })]),
  ];
}

/** Adds to each register what the other has; how many lines there were added beside. */
export function restored(files: RegisterFiles): number {
  const { beside, copy } = files.read();
  const lost = lostFrom({ beside, copy });
  const texts = (lines: Chain["lines"]) => lines.map(({ text }) => text);
  files.append("beside", texts(lost));
  files.append("copy", beside === null ? [] : texts(absentIn(beside, copy)));
  return lost.length;
}

/** Lines that the copy knows, and that do not stand beside. */
const lostFrom = ({ beside, copy }: BothRegisters): Chain["lines"] =>
  beside === null ? copy.lines : absentIn(copy, beside);

/** FS2542, FS2543 of a regulatory run: one version means one asking, and what differs from the run before is explained. */
export function versionFindings(
  { beside, copy }: BothRegisters,
  prepared: Asking,
  options: CompileOptions,
): readonly Finding[] {
  const { protocol } = prepared;
  if (protocol.settings.mode !== "regulatory") return [];
  if (typeof options.register === "object" && options.register.isOfStudy === true) return [];
  const chain = beside === null ? copy : extended(beside, copy);
  if (chain.lines.length === 0) return [];
  const now = askedOf(prepared, options);
  const { version } = protocol.frontMatter;
  const change = options.why ?? protocol.frontMatter.change ?? null;
  const fields = (before: AskedOf) => askedDifferences(before, now).map(({ field }) => field);
  const other = succeededWith(chain, version)
    .map(fields)
    .find((differing) => differing.length > 0);
  const at = (field: string) => protocol.frontMatterAt([own(protocol.written, field) === undefined ? "mode" : field]);
  const found: Finding[] = [];
  if (other !== undefined)
    found.push(finding("FS2542", at("version"), { version, fields: other }, { pointer: ["version"] }));
  const before = regulatoryBefore(chain);
  const differing = before === null ? [] : fields(before.asked);
  if (before === null || differing.length === 0) return found;
  const isTyped = prepared.overrides.length > 0 || options.trust === true || !isEmpty(before.asked.overrides);
  const isSaid = change !== null && change !== before.change;
  const isReasoned = isTyped && options.reason !== undefined && options.reason !== before.reason;
  if (isSaid || isReasoned) return found;
  const facts = {
    fields: differing,
    same: change === null ? null : "the one that stands there was that of the run before",
    typed: isTyped ? "or, for what is typed, with `--reason`" : null,
  };
  return [...found, finding("FS2543", at("change"), facts, { pointer: ["change"] })];
}

const isEmpty = (value: unknown): boolean => isRecord(value) && Object.keys(value).length === 0;
