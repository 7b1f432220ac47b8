/** Origin: what a printed number carries, so that a reader finds the file it stands in and what was rounded away. */
import type { Properties } from "hast";
import type { Origin } from "../../blocks/contract/view.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { pointer } from "../diagnostics/build.ts";
import type { RunBlock } from "../run/types.ts";

/** A number's place in the run folder. */
export interface Place extends Origin {
  /** Unrounded, as JSON has it; the ends of an interval separated by a space. */
  readonly exact: string;
  /** Its quantity with its decimals, or the format an author wrote. */
  readonly rounding: string | null;
}

/** A short artifact path as the run folder has it: the second block of a kind has its id after the folder. */
export function artifactPath({ block, artifacts }: RunBlock, path: string): string {
  if (Object.hasOwn(artifacts, path)) return path;
  const [folder, ...rest] = path.split("/");
  const { variant } = block;
  const below = variant === undefined ? [[block.id]] : [[variant.key], [variant.of, variant.key]];
  const moved = below.map((names) =>
    rest.length === 0 ? [block.kind.kind, ...names, path].join("/") : [folder, ...names, ...rest].join("/"),
  );
  return moved.find((one) => Object.hasOwn(artifacts, one)) ?? path;
}

/** Where a number of a block's results stands: in the artifact its kind names, else among the results in report.json. */
export function resultOrigin(block: RunBlock, path: readonly string[]): Origin {
  const { kind, id } = block.block;
  const own = kind.origin?.(path, block.results) ?? null;
  if (own !== null && Object.hasOwn(block.artifacts, artifactPath(block, own.artifact)))
    return { ...own, artifact: artifactPath(block, own.artifact) };
  return { artifact: "report.json", pointer: pointer(["results", id, "values", ...path]) };
}

/** `model/metrics.json#/pooled/accuracy`. */
export const placeText = ({ artifact, pointer: at }: Origin): string => (at === "" ? artifact : `${artifact}#${at}`);

/** Attributes of the element that prints a number. The title serves readers without the report's script, which replaces it. */
export function originProperties({ artifact, pointer: at, how, exact, rounding }: Place): Properties {
  const made = how === undefined ? "" : `, ${how}`;
  return {
    dataArtifact: artifact,
    dataPointer: at,
    dataRounding: rounding,
    dataExact: exact,
    dataHow: how ?? null,
    title: `${exact} (${placeText({ artifact, pointer: at })}${made})`,
  };
}

/** A value unrounded, as one text. */
export const exactText = (value: Json | undefined): string =>
  Array.isArray(value) ? value.map((one: Json) => String(one)).join(" ") : String(value);
