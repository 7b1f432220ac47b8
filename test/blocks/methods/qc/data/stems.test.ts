import { expect, it } from "vitest";
import { stemsOf } from "../../../../../blocks/methods/qc/data/stems.ts";

it.each<[readonly string[], readonly string[]]>([
  [
    ["oil7-rep1", "oil7-rep2", "oil8_r1"],
    ["oil7", "oil7", "oil8"],
  ],
  [
    ["oil 7 scan 3", "oil7#2", "x.5", "y 12"],
    ["oil 7 scan", "oil7", "x", "y"],
  ],
  [
    ["s1", "s1a", "s1b", "s2"],
    ["s1", "s1", "s1", "s"],
  ],
  [
    ["B03-07", "B03-08"],
    ["B03", "B03"],
  ],
  [
    ["Meat", "17"],
    ["Meat", ""],
  ],
])("of %j the stems are %j", (names, stems) => expect(stemsOf(names)).toEqual(stems));
