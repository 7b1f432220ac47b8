/** Why: what differs between two pre-images, in words a reader of the protocol knows. */

import { own } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Preimage } from "../../schemas/records.ts";
import { canonicalJson } from "../store/canonical.ts";

/** Sentences, at least one; `null` stands for "never ran here". */
export function differences(last: Preimage | null, now: Preimage): readonly string[] {
  if (last === null) return ["no earlier result in the store"];
  const found: string[] = [];
  if (last.kind !== now.kind) found.push(`it was a ${last.kind} block`);
  if (last.implementation !== now.implementation) found.push("the program that computes it has changed");
  for (const name of Object.keys(now.methods)) {
    const before = last.methods[name];
    if (before !== undefined && before !== now.methods[name]) found.push(`the ${name.replace(":", " ")} has changed`);
  }
  compare("", last.options, now.options, found);
  compare("front matter ", last.settings, now.settings, found);
  if (last.seed !== now.seed) found.push(`seed ${last.seed ?? "none"} → ${now.seed ?? "none"}`);
  for (const name of new Set([...Object.keys(last.files), ...Object.keys(now.files)])) {
    if (canonicalJson(own(last.files, name) ?? null) !== canonicalJson(own(now.files, name) ?? null))
      found.push(`the input \`${name}\` has changed`);
  }
  const [before, after] = [last.inputs.map(nameOf), now.inputs.map(nameOf)];
  if (canonicalJson(before) !== canonicalJson(after)) found.push("it starts from other blocks");
  else {
    now.inputs.forEach((input, i) => {
      for (const part of Object.keys(input.parts)) {
        if (last.inputs[i].parts[part] !== input.parts[part]) found.push(`${partOf(input, part)} has changed`);
      }
    });
  }
  if (found.length === 0 && last.order !== now.order) found.push("its options stand in another order");
  return found.length > 0 ? found : ["its record is no longer in the store"];
}

const nameOf = (input: Preimage["inputs"][number]): string =>
  input.block === undefined ? input.value : `${input.value} of ${input.block}`;

/** What a figure shows is known as a whole, not by its parts. */
const partOf = (input: Preimage["inputs"][number], part: string): string =>
  input.value === "outcome" ? `what ${input.block} gave` : `${part} of the ${nameOf(input)}`;

function compare(path: string, before: Json | undefined, after: Json | undefined, found: string[]): void {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return;
  if (!isBranch(before) || !isBranch(after)) {
    found.push(`${path === "" ? "options" : path.trim()}: ${show(before)} → ${show(after)}`);
    return;
  }
  const [old, fresh] = [before as { [name: string]: Json }, after as { [name: string]: Json }];
  for (const name of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    const joined =
      path === "" || path.endsWith(" ")
        ? `${path}${name}`
        : Array.isArray(before)
          ? `${path}[${name}]`
          : `${path}.${name}`;
    compare(joined, own(old, name), own(fresh, name), found);
  }
}

const isBranch = (value: Json | undefined): boolean => typeof value === "object" && value !== null;
const show = (value: Json | undefined): string => {
  const text = value === undefined || value === null ? "none" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
