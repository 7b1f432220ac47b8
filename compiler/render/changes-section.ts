/** Changes section: what a regulatory run was asked otherwise than the one before it, field by field, and why. */
import type { Json } from "../../schemas/plain-json.ts";
import { listed } from "../diagnostics/listed.ts";
import type { Language } from "../language/language.ts";
import type { Changes } from "../run/types.ts";
import { type Child, h } from "./hast.ts";
import type { Report } from "./report.ts";
import { plainTable } from "./scrolling.ts";

export const changesTitle = "Changes since the previous run";

/** Null where nothing is said: of the first run, in other modes, and where circumstances are left out. */
export function changesContent({
  circumstances,
  language,
}: Pick<Report, "circumstances" | "language">): readonly Child[] | null {
  const changes = circumstances?.changes ?? null;
  if (changes === null) return null;
  const { time, differences, change, reason, excluded } = changes;
  const when = time.slice(0, 16).replace("T", " ");
  return [
    differences.length === 0
      ? h("p", {}, `Nothing was asked otherwise than of the regulatory run before, which began ${when} UTC.`)
      : table(changes, when, language),
    change === null ? null : h("p", {}, h("strong", {}, "Change, in the words of the protocol: "), change),
    reason === null ? null : h("p", {}, h("strong", {}, "Reason, as typed: "), reason),
    ...[
      ["Samples that the protocol excludes", excluded.samples],
      ["Excluded since", excluded.added],
      ["No longer excluded", excluded.removed],
    ].flatMap(([title, names]) =>
      names === null || names.length === 0 ? [] : [h("p", {}, `${title}: ${listed(names as readonly string[])}.`)],
    ),
  ];
}

function table({ differences }: Changes, when: string, language: Language): Child {
  const columns = [
    { key: "field", title: "Asked", format: null },
    { key: "before", title: `Run of ${when} UTC`, format: null },
    { key: "now", title: "This run", format: null },
  ];
  const rows = differences.map(({ field, before, now }) => ({ field, before: shown(before), now: shown(now) }));
  return plainTable({ type: "table", columns, rows }, "Asked otherwise than of the regulatory run before", language);
}

function shown(value: Json | undefined): string {
  if (value === undefined) return "not said";
  return typeof value === "string" ? value : JSON.stringify(value);
}
