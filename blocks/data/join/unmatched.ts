/** Unmatched: spectra without a row in a joined table, and what its entry says of them. */
import { Refusal } from "../../contract/refusal.ts";
import type { Table } from "../table.ts";
import { alone, type Group, isLacking, type Partners } from "./partners.ts";

/** So many names of each side are told. */
const mostNames = 10;

/**
 * The rows that are left once those without a partner are dropped where an entry says so.
 * @param rows of the table, those that `where` and `exclude` leave
 * @throws Refusal FS3132 where an entry refuses them
 */
export function matchedRows({ partners = [] }: Table, rows: readonly number[]): readonly number[] {
  for (const one of partners) {
    const lacking = rows.filter((row) => isLacking(one, row));
    if (lacking.length > 0 && one.table.entry.unmatched === "refuse") throw withoutRow(one, lacking);
  }
  const isDropped = (row: number) =>
    partners.some((one) => isLacking(one, row) && one.table.entry.unmatched === "drop");
  return rows.filter((row) => !isDropped(row));
}

/** Groups of the joined table that may be told of: where rows may be sealed that nobody has opened, those that spectra have. */
export function toldGroups({ groups, of, isSilent = false }: Partners): readonly Group[] {
  const used = new Set(of);
  return isSilent ? groups.filter((_, k) => used.has(k)) : groups;
}

/** Groups of the joined table that no spectrum has, of those that may be told of. */
export function unusedGroups(one: Partners): readonly string[] {
  const used = new Set(one.of.filter((k) => k >= 0).map((k) => one.groups[k]));
  return toldGroups(one).flatMap((group) => (used.has(group) ? [] : [group.name]));
}

/** Names of spectra without a row in the joined table, each once, in the order of the files. */
export const namesAlone = ({ of, names }: Partners, rows: readonly number[]): readonly string[] => [
  ...new Set(rows.filter((row) => of[row] === alone).map((row) => names[row])),
];

/** FS3132, with what both sides have left over and what only looks alike. */
function withoutRow(one: Partners, lacking: readonly number[]): Refusal {
  const names = namesAlone(one, lacking);
  const others = unusedGroups(one);
  const near = nearMisses(
    names,
    toldGroups(one).map(({ name }) => name),
  );
  const { input, files } = one.table;
  const facts = {
    path: files[0].path,
    spectra: lacking.length,
    n_names: names.length,
    names: names.slice(0, mostNames),
    n_others: others.length,
    others: others.slice(0, mostNames),
    near: near.slice(0, mostNames).map(([here, there]) => `\`${here}\` and \`${there}\``),
  };
  return new Refusal("FS3132", facts, { option: ["join", input] });
}

/** Names that differ from one of the table only in case, in blanks or in leading zeros. */
function nearMisses(names: readonly string[], known: readonly string[]): (readonly [string, string])[] {
  const folded = new Map<string, string>();
  for (const name of known) if (!folded.has(fold(name))) folded.set(fold(name), name);
  return names.flatMap((name) => {
    const other = folded.get(fold(name));
    return other === undefined ? [] : [[name, other] as const];
  });
}

const fold = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/\s+/g, "")
    .replaceAll(/(?<!\d)0+(?=\d)/g, "");
