/** Open saved: the predictor in a file, after its form, its own digest and its schema have been checked. Nothing executes. */

import { createHash } from "node:crypto";
import { contentText, type SavedContent, savedPredictorSchema } from "../../schemas/saved-predictor.ts";
import type { CertifiedPredictor } from "../contract/certified.ts";
import type { DriftReference } from "../contract/drift-report.ts";
import type { Methods } from "../contract/methods.ts";
import { Refusal, unlessRefused } from "../contract/refusal.ts";
import type { InputFile } from "../contract/running.ts";
import { words } from "../contract/words.ts";
import { methodsOfPredictor } from "../methods/recipe/methods-used.ts";
import { readCertified } from "../methods/trust/certified.ts";
import { unknownNames, unsoundness } from "../methods/trust/sound.ts";

export interface Opened {
  readonly certified: CertifiedPredictor;
  /** What new spectra are held against. */
  readonly reference: DriftReference;
  readonly source: SavedContent["source"];
}

/** The format this version reads. */
const format = 1;

/**
 * The predictor of a file.
 *
 * @throws Refusal FS5609 where the file is none, FS5610 for another format, FS5611 where its content is not what its digest says,
 * FS5615 where it has no drift reference
 */
export function openSaved(file: Pick<InputFile, "path" | "bytes">): Opened {
  const { certified, source } = openCertified(file);
  const { drift: reference } = certified;
  if (reference === null) throw new Refusal("FS5615", { path: file.path }, { option: ["saved", "path"] });
  return { certified, reference, source };
}

/** The same of a predictor that need not tell drift. @throws Refusal as `openSaved`, but for FS5615 */
export function openCertified({ path, bytes }: Pick<InputFile, "path" | "bytes">): Omit<Opened, "reference"> {
  const at = { option: ["saved", "path"] };
  const read = parsed(bytes, path);
  const found = (read as { readonly schema_version?: unknown } | null)?.schema_version;
  if (typeof found === "number" && found !== format) throw new Refusal("FS5610", { path, found, wanted: format }, at);
  const outer = savedPredictorSchema.safeParse(read);
  if (!outer.success) throw none(path, problemOf(outer.error.issues));
  const { content, digest } = outer.data;
  const own = `sha256:${createHash("sha256").update(contentText(content)).digest("hex")}`;
  if (own !== digest) throw new Refusal("FS5611", { path, found: own, wanted: digest }, at);
  return { certified: certifiedIn(content, path), source: content.source };
}

/** Methods that a saved predictor computes with; none of a file that will be refused. @param methods which names there are */
export function methodsOfSaved(file: Pick<InputFile, "path" | "bytes">, methods: Methods): readonly string[] {
  const certified = unlessRefused(() => openSaved(file).certified);
  const isOdd = certified === null || unknownNames({ methods, certified }) !== null;
  return isOdd ? [] : methodsOfPredictor(certified.predictor);
}

/**
 * Looks at what a file gives before anything is predicted by it.
 *
 * @throws Refusal FS3907 where it cannot be a predictor that was certified
 */
export function refuseUnsound(methods: Methods, { certified, source }: Omit<Opened, "reference">, path: string): void {
  const problem = unsoundness(methods, certified, source.approved);
  if (problem !== null) throw new Refusal("FS3907", { path, problem }, { option: ["saved", "path"] });
}

function parsed(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw none(path, words("it is not JSON"));
  }
}

/** The inner schema is that of the run's artifact: checked again here, since a digest says who wrote it last and no more. */
function certifiedIn({ certified }: SavedContent, path: string): CertifiedPredictor {
  try {
    return readCertified(JSON.stringify(certified));
  } catch (error) {
    const { issues } = error as { readonly issues?: Issues };
    if (issues === undefined) throw error;
    throw none(path, problemOf(issues.map((issue) => ({ ...issue, path: ["content", "certified", ...issue.path] }))));
  }
}

type Issues = readonly { readonly path: readonly PropertyKey[] }[];

const none = (path: string, problem: string): Refusal =>
  new Refusal("FS5609", { path, problem }, { option: ["saved", "path"] });

/** Where it first is not what it should be; the schema's own words are for programmers. */
const problemOf = ([{ path }]: Issues): string =>
  path.length === 0
    ? words("it holds something else")
    : words(`\`${path.map(String).join(".")}\` is missing or not what it should be`);
