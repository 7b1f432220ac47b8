/** Register sentence: which run of its protocol a regulatory run is, and how the others ended. */
import { counted } from "../../blocks/contract/number-text.ts";
import type { ManifestRegister } from "../../schemas/register.ts";
import { listed } from "../diagnostics/listed.ts";
import { type Child, h } from "./hast.ts";
import { originProperties } from "./origin.ts";
import type { Report } from "./report.ts";

/** A number of the manifest, as it is said. */
interface Said {
  readonly text: string;
  readonly value: number;
  /** Where in the manifest it stands. */
  readonly pointer: string;
}
type Parts = readonly (string | Said)[];

/** Null where nothing is said: in other modes, and of a run that no register has. */
function registerParts({ mode, circumstances }: Pick<Report, "mode" | "circumstances">): Parts | null {
  if (mode !== "regulatory") return null;
  if (circumstances === null) return ["Reproducible print: circumstances and register are left out."];
  const { register } = circumstances;
  return register === null
    ? null
    : ["Run ", number(register.number, "/number"), " of this protocol: ", ...ends(register)];
}

const words = [
  ["success", "successful"],
  ["failed", "failed"],
  ["cancelled", "cancelled"],
  ["interrupted", "interrupted"],
] as const;

function ends({ counts, same_data_elsewhere: elsewhere, frozen }: ManifestRegister): Parts {
  const told = words.filter(([outcome]) => counts[outcome] > 0);
  const parts = told.flatMap(([outcome, word], i) => [
    i === 0 ? "" : ", ",
    number(counts[outcome], `/counts/${outcome}`),
    ` ${word}`,
  ]);
  const others = said(elsewhere, "/same_data_elsewhere", counted(elsewhere, "other run"));
  return [...parts, ".", ...(elsewhere === 0 ? [] : [" ", others, " on the same data."]), ...frozenParts(frozen)];
}

function frozenParts(frozen: ManifestRegister["frozen"]): Parts {
  if (frozen === null) return [" Criteria were not frozen."];
  const { time, runs_before: runs, changed, stamped } = frozen;
  const when: Parts =
    runs === 0 ? ["before the first run"] : ["after ", said(runs, "/frozen/runs_before", counted(runs, "run"))];
  const since = changed.length === 0 ? "." : `; changed since: ${listed(changed)}.`;
  const whose = stamped === undefined ? "" : " That date is of a time-stamping authority.";
  return [` Criteria frozen ${(stamped ?? time).slice(0, 10)}, `, ...when, since, whose];
}

const said = (value: number, pointer: string, text: string): Said => ({ text, value, pointer: `/register${pointer}` });
const number = (value: number, pointer: string): Said => said(value, pointer, String(value));

/** The sentence as text. */
export function registerText(report: Pick<Report, "mode" | "circumstances">): string | null {
  const parts = registerParts(report);
  return parts === null ? null : parts.map((part) => (typeof part === "string" ? part : part.text)).join("");
}

/** The sentence as an element whose numbers say where they stand. */
export function registerElement(report: Pick<Report, "mode" | "circumstances">): Child {
  const parts = registerParts(report);
  if (parts === null) return null;
  return h(
    "p",
    { className: ["register"] },
    parts.map((part) => (typeof part === "string" ? part : numberElement(part))),
  );
}

const numberElement = ({ text, value, pointer }: Said): Child =>
  h(
    "data",
    {
      className: ["value"],
      value: String(value),
      ...originProperties({ artifact: "manifest.json", pointer, exact: String(value), rounding: null }),
    },
    text,
  );
