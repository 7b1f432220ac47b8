/** The view of segments is there wherever there are some: asked for, or of a walk that the block or the front matter says. */
import { expect, it } from "vitest";
import type { ModelOptions } from "../../../../blocks/model/options.ts";
import { segments } from "../../../../blocks/model/views/segments.ts";

const walk = { name: "walk_forward", options: { by: "month" } };
const lobo = { name: "lobo", options: {} };

it.each<[string, object, object | null, boolean]>([
  ["asked for", { segments: "batch" }, { scheme: lobo }, true],
  ["of a walk of the block's own", { scheme: walk }, { scheme: walk }, true],
  ["of a walk that the front matter says", {}, { scheme: walk }, true],
  ["of other folds", {}, { scheme: lobo }, false],
  ["of a block that goes another way than the front matter", { scheme: lobo }, { scheme: lobo }, false],
  ["of a block of which nothing is known", {}, null, false],
])("segments %s", (_, options, shape, isThere) => {
  expect(segments.exists({ options: options as ModelOptions, shape })).toBe(isThere);
});
