/** Damaged files of every format: a code with its place, never a crash. */
import { describe, expect, it } from "vitest";
import { formatOf } from "../../../../blocks/data/formats/formats.ts";
import { figures } from "../../../fixtures/figures.ts";
import { haveInstruments, instrumentFile, instrumentFiles } from "../../../fixtures/instruments.ts";
import { asFormat, cut, flipped, outcomeOf, wholeFiles } from "./damage.ts";

const { places, isLarge } = figures;
/** Formats whose files a program reads by what they say of themselves: text and archives are cut at drawn places only. */
const binary = ["several.spc", "own-x.spc", "old.spc", "a.0", "a.spa", "a.wdf"];
/** What the readers say of a file, of values that nobody measured, and of one whose beginning was damaged: then it is text that is none. */
const known = /^(FS3110|FS3111|FS3113|FS3120|FS3128|FS3129|FS3140|FS30(0[1-9]|1[0-2]|15|2[0-6]|42|51)|FS3122|FS3124)$/;

/** Places, with what came of them, at which a damaged file is neither refused with a place nor, where it may be, read. */
function wronglyMet(
  name: string,
  damaged: (n: number) => Uint8Array,
  { mayBeRead, read }: { readonly mayBeRead: boolean; readonly read?: typeof asFormat },
): readonly string[] {
  const wrong: string[] = [];
  for (let n = 0; n < places; n++) {
    const { code, hasPlace } = outcomeOf(name, damaged(n), read);
    const isMet = (code === "read" ? mayBeRead : known.test(code)) && hasPlace;
    if (!isMet) wrong.push(`${n} ${code}${hasPlace ? "" : " without a place"}`);
  }
  return wrong;
}

describe.each(Object.entries(wholeFiles))("%s", (name, bytes) => {
  it("is read whole", () => expect(outcomeOf(name, bytes).code).toBe("read"));
  it(`is refused with a place wherever it is cut (${places} places)`, () =>
    expect(wronglyMet(name, (n) => cut(bytes, n), { mayBeRead: false })).toEqual([]));
  it(`is read or refused with a place wherever it is changed (${places} places)`, () =>
    expect(wronglyMet(name, (n) => flipped(bytes, n), { mayBeRead: true })).toEqual([]));
});

it.each(binary)("%s is never read in part, at whatever byte it is cut", (name) => {
  const bytes = wholeFiles[name];
  const read = Array.from(bytes, (_, length) => length).filter((length) => {
    const part = bytes.slice(0, length);
    // Without the marks of its beginning it is in no format.
    return formatOf(part) !== null && outcomeOf(name, part, asFormat).code !== "FS3120";
  });
  expect(read).toEqual([]);
});

describe.skipIf(!isLarge || !haveInstruments())("files of instruments", () => {
  it.each(isLarge && haveInstruments() ? ["jcamp", "opus", "spa", "spc", "wdf"].flatMap(instrumentFiles) : [])(
    `%s is read or refused with a place however it is damaged (${places} places)`,
    (path) => {
      const { bytes } = instrumentFile(path);
      for (const damage of [cut, flipped])
        expect(wronglyMet(path, (n) => damage(bytes, n), { mayBeRead: true, read: asFormat })).toEqual([]);
    },
  );
});
