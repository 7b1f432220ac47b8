/** Asked: what a run was asked, the front matter with what was typed laid over it, and each block's options as they are written. */
import { dictionary, own } from "../../schemas/dictionary.ts";
import type { Diff } from "../../schemas/diff.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { escaped } from "../verify/differ.ts";
import type { Side } from "./side.ts";

type Cause = Diff["causes"][number];
type Fields = { readonly [name: string]: unknown };

/** What differs, front matter first, then the blocks in the order of the newer document; then what made it otherwise: input files, program. */
export function causesOf(before: Side, after: Side): readonly Cause[] {
  const [older, newer] = [blocksOf(before), blocksOf(after)];
  const ids = [...new Set([...newer.keys(), ...older.keys()])];
  return [
    ...differences(settingsOf(before), settingsOf(after), null, ""),
    ...ids.flatMap((id) => differences(older.get(id), newer.get(id), id, "")),
    ...filesOf(before, after),
    ...programOf(before, after),
  ];
}

/** The front matter without input files, which are told by their digests, with what the command line said instead. */
export function settingsOf({ protocol, manifest }: Side): Fields {
  const written = Object.entries(protocol?.settings ?? {}).filter(([name]) => name !== "inputs");
  const typed = manifest.cli_overrides.filter(({ key }) => !key.startsWith("inputs."));
  return typed.reduce<Fields>(
    (settings, { key, override }) => laid(settings, key.split("."), override),
    laid(Object.fromEntries(written), [], null),
  );
}

/** The same with a value at `params.lv`. */
function laid(fields: Fields, [name, ...rest]: readonly string[], value: unknown): Fields {
  const made = dictionary<unknown>();
  for (const [field, inside] of Object.entries(fields)) made[field] = inside;
  if (name === undefined) return made;
  const there = own(fields, name);
  made[name] = rest.length === 0 ? value : laid(isRecord(there) ? there : {}, rest, value);
  return made;
}

/** Options by block id, the kind among them: a block of another kind is another block. */
export const blocksOf = ({ protocol }: Side): ReadonlyMap<string, Fields> =>
  new Map((protocol?.blocks ?? []).map(({ id, kind, options }) => [id, { kind, ...options }]));

/** Lists of one length are compared entry by entry, others as a whole: entries that moved are not told as others. */
function differences(before: unknown, after: unknown, block: string | null, pointer: string): readonly Cause[] {
  if (isSame(before, after)) return [];
  const lists = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  if (!lists && !(isMapping(before) && isMapping(after)))
    return [{ block, pointer, before: plainOf(before), after: plainOf(after) }];
  const [older, newer] = [before as Fields, after as Fields];
  return [...new Set([...Object.keys(older), ...Object.keys(newer)])].flatMap((name) =>
    differences(own(older, name), own(newer, name), block, `${pointer}/${escaped(name)}`),
  );
}

const isMapping = (value: unknown): boolean => isRecord(value) && !Array.isArray(value);

/** The order of keys says nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((entry, i) => isSame(entry, other[i]));
  if (isMapping(one) && isMapping(other)) {
    const [a, b] = [one as Fields, other as Fields];
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return names.every((name) => isSame(own(a, name), own(b, name)));
  }
  return Object.is(one, other) || one === other;
}

/** As JSON says it; what YAML reads as a date or a number that is none is told in words. */
function plainOf(value: unknown): Json {
  if (value === undefined) return null;
  const text = JSON.stringify(value, (_, inside: unknown) =>
    typeof inside === "number" && !Number.isFinite(inside) ? String(inside) : inside,
  );
  return text === undefined ? String(value) : (JSON.parse(text) as Json);
}

/** Input files by name, told by their digests: where they lie says nothing of what was read. */
function filesOf(before: Side, after: Side): readonly Cause[] {
  const digests = ({ manifest }: Side): ReadonlyMap<string, readonly string[]> => {
    const found = new Map<string, readonly string[]>();
    for (const { name, sha256 } of manifest.inputs) found.set(name, [...(found.get(name) ?? []), sha256]);
    return found;
  };
  const [older, newer] = [digests(before), digests(after)];
  return [...new Set([...newer.keys(), ...older.keys()])].flatMap((name) => {
    const [was, is] = [one(older.get(name)), one(newer.get(name))];
    return isSame(was, is) ? [] : [{ block: null, pointer: `/inputs/${escaped(name)}`, before: was, after: is }];
  });
}

const one = (digests: readonly string[] | undefined): Json =>
  digests === undefined ? null : digests.length === 1 ? digests[0] : [...digests];

/** Of one release two builds are told apart by what they are made of. */
function programOf({ manifest: older }: Side, { manifest: newer }: Side): readonly Cause[] {
  if (older.program === newer.program) return [];
  const [before, after] = [older, newer].map(
    ({ foodspec_version, program }) => `${foodspec_version} (${program.slice(7, 19)})`,
  );
  return [{ block: null, pointer: "/foodspec_version", before, after }];
}
