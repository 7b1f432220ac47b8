/** Model words: what an exported model says of itself: which run it is of, on which axis its spectra lie, what its classes are. */
import type { Predictor } from "../../../blocks/contract/model.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { canonicalJson } from "../../store/canonical.ts";
import type { ModelWords } from "./model-bytes.ts";

/** @param block id of the block that gave the predictor */
export function modelWords(manifest: Manifest, block: string, { pipeline, classes, target }: Predictor): ModelWords {
  const { input } = pipeline;
  const isAxis = input.kind === "axis";
  const metadata: readonly (readonly [string, string | null | undefined])[] = [
    ["content_digest", manifest.content_digest],
    ["protocol_hash", manifest.protocol_hash],
    ["block", block],
    ["axis", canonicalJson(isAxis ? input.values : input.names)],
    ["unit", isAxis ? input.unit : null],
    ["technique", isAxis ? input.technique : null],
    ["quantity", isAxis ? input.quantity : null],
    ["classes", classes === null ? null : canonicalJson(classes)],
    ["target", target?.name],
    ["target_unit", target?.unit],
  ];
  return {
    name: "foodspec",
    producer: "foodspec",
    version: manifest.foodspec_version,
    doc: "Input: spectra, a row each, on the points of `axis`. A spectrum that cannot be treated gets no numbers and no label.",
    // What is not known is not said.
    metadata: metadata.flatMap(([key, value]) => (value == null ? [] : [[key, value] as const])),
  };
}
