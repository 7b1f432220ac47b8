/** Register findings: what is wrong with the register of a document, before a run is entered. */
import type { Chain } from "../../schemas/register-chain.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type BothRegisters, registerName } from "../store/register-files.ts";
import type { Prepared } from "./prepare.ts";
import { wasBeside } from "./register-lines.ts";

/** FS9602, FS9603, as warnings: lines that others follow, or that this machine knows, and that do not stand beside the document. */
export function gapFindings(
  { beside, copy }: BothRegisters,
  { file, shown }: Pick<Prepared, "file" | "shown">,
): readonly Finding[] {
  const facts = { path: registerName(file), document: shown };
  const lost = beside === null ? (wasBeside(copy) ? copy.lines : []) : absentIn(beside, copy);
  const missing = (beside ?? copy).missing.filter((digest) => !copy.by.has(digest));
  return [
    ...(missing.length === 0 ? [] : [finding("FS9602", null, { ...facts, count: missing.length, first: missing[0] })]),
    ...(lost.length === 0 ? [] : [finding("FS9603", null, { ...facts, count: lost.length })]),
  ];
}

/** Lines of a copy that the register has not. */
export const absentIn = (register: Chain, copy: Chain): Chain["lines"] =>
  copy.lines.filter(({ digest }) => !register.by.has(digest));
