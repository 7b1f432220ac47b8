/** Project: what a project gives its documents, put in where a document says nothing itself. */
import { own } from "../../schemas/dictionary.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Json } from "../../schemas/plain-json.ts";

/** Values as they would stand in the document, paths relative to it. */
export interface ProjectGives {
  readonly inputs?: { readonly [name: string]: Json };
  /** Fields of the front matter, by name. */
  readonly fields: { readonly [field: string]: Json };
  /** Options of blocks whose kind takes them of a project, by name. */
  readonly options: { readonly [option: string]: Json };
}

type Mapping = { readonly [key: string]: Json };

/**
 * The front matter with what the project gives: fields that are not written, and inputs that blocks name and nobody declares.
 *
 * @param used names of inputs that blocks have from the front matter
 * @returns with the names of what was taken; of an input its own as `inputs.NAME`
 */
export function withProject(
  written: Mapping,
  { inputs = {}, fields }: ProjectGives,
  used: readonly string[],
): { readonly value: Mapping; readonly taken: readonly string[] } {
  const missing = Object.keys(fields).filter((field) => own(written, field) === undefined);
  const declared = written.inputs ?? {};
  // What is no mapping is refused where it stands.
  const names = isRecord(declared)
    ? Object.keys(inputs).filter((name) => used.includes(name) && !Object.hasOwn(declared, name))
    : [];
  const given = Object.fromEntries(names.map((name) => [name, own(inputs, name)]));
  const value = {
    ...written,
    ...Object.fromEntries(missing.map((field) => [field, own(fields, field)])),
    ...(names.length === 0 ? {} : { inputs: { ...(declared as Mapping), ...given } }),
  };
  return { value, taken: [...missing, ...names.map((name) => `inputs.${name}`)] };
}
