/** Said: a sentence in which each number of a file says where it stands, as text and as elements. */
import { type Form, noBreak } from "../../blocks/contract/quantity.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { type Child, h } from "./hast.ts";
import { exactText, originProperties } from "./origin.ts";
import { severities, statusMark } from "./status.ts";

/** A number of a file, as it is said. */
export interface Said {
  readonly text: string;
  readonly value: Json;
  readonly artifact: string;
  readonly pointer: string;
  readonly form: Form | null;
}
export type Parts = readonly (string | Said)[];

export const said = (value: Json, text: string, artifact: string, pointer: string, form: Form | null = null): Said => ({
  text,
  value,
  artifact,
  pointer,
  form,
});

/** As it stands in text. */
export const partsText = (parts: Parts): string =>
  parts
    .map((part) => (typeof part === "string" ? part : part.text))
    .join("")
    .replaceAll(noBreak, " ");

/** As a paragraph; with a mark where a reader has to be warned. */
export function partsElement(parts: Parts, isWarning = false): Child {
  const words = parts.map((part) => (typeof part === "string" ? part : numberElement(part)));
  // The mark stands apart: a sentence that began with it would be said in no other language.
  return isWarning
    ? h("p", { className: ["register", "warning"] }, statusMark(severities.warning), " ", h("span", {}, words))
    : h("p", { className: ["register"] }, words);
}

const numberElement = ({ text, value, artifact, pointer, form }: Said): Child =>
  h(
    "data",
    {
      className: ["value"],
      value: exactText(value),
      ...originProperties({ artifact, pointer, exact: exactText(value), rounding: form }),
    },
    text,
  );
