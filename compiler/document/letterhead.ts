/** Letterhead: the logo of a laboratory read where it lies, and what a regulatory report does not say of itself. */
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { FrontMatter } from "../../schemas/front-matter.ts";
import { sourceLimits as limits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import { imageKind } from "./images/image-kind.ts";
import type { Sources } from "./sources.ts";

type At = (path: OptionPath, part: "key" | "value") => Position;

/** FS2223: the logo is taken as every image is; what cannot stand in the report is an error. */
export function takeLogo({ laboratory }: FrontMatter, file: string, at: At, sources: Sources): readonly Finding[] {
  const url = laboratory?.logo;
  if (url === undefined) return [];
  const source = sources.take(url, file, "logo", limits.imageBytes);
  const kind = "problem" in source ? source : imageKind(source.bytes);
  const what =
    "problem" in kind
      ? kind.problem
      : (kind.width ?? 0) * (kind.height ?? 0) > limits.pixels
        ? `it has ${kind.width} × ${kind.height} points, and at most ${limits.pixels} are shown`
        : null;
  return what === null ? [] : [finding("FS2223", at(["laboratory", "logo"], "value"), { url: url.slice(0, 60), what })];
}

/**
 * FS2234: an auditor asks for the number of a document and for whose it is; the report then says that neither is stated. Told where a
 * letterhead was begun: who writes none has decided so.
 */
export function unstated({ mode, document, laboratory, instrument }: FrontMatter, at: At): readonly Finding[] {
  if (mode !== "regulatory" || (document ?? laboratory ?? instrument) === undefined) return [];
  const missing = [
    document?.number === undefined ? "`document: {number: …}`" : null,
    laboratory?.name === undefined ? "`laboratory: {name: …}`" : null,
  ].filter((one) => one !== null);
  return missing.length === 0 ? [] : [finding("FS2234", at(["mode"], "key"), { missing: missing.join(" and ") })];
}
