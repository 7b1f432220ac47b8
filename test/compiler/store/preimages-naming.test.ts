import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import { preimagesNaming } from "../../../compiler/store/preimages-naming.ts";
import { sealWith } from "../../../compiler/store/seal.ts";
import { diskStore } from "../../../compiler/store/store.ts";
import type { BlockRecord } from "../../../schemas/records.ts";
import { filesIn, testSeal } from "../../fixtures/store-in.ts";
import { somePreimage } from "../plan/fixture.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rows = digestOf("rows");
function record(option: number, read = rows): BlockRecord {
  const preimage = {
    ...somePreimage,
    options: { option },
    inputs: [{ value: "dataset", parts: { rows: read } }],
  };
  const nothing = { value: null, results: {}, artifacts: {}, remarks: [], logged: {}, na: null, events: [] };
  return { schema_version: 1, key: digestOfJson(preimage), preimage, ...nothing };
}

describe("pre-images of records that name a text", () => {
  it("are all that hold it, and no others", () => {
    const store = diskStore(filesIn(folder), testSeal);
    const kept = [record(1), record(2), record(3)];
    for (const one of [...kept, record(4, digestOf("other rows"))]) store.keep(one);
    const found = preimagesNaming(filesIn(folder), testSeal, [rows]);
    expect(found.map(digestOfJson)).toEqual(kept.map(({ key }) => key).sort());
    expect(preimagesNaming(filesIn(folder), testSeal, [rows, '"option":2'])).toEqual([record(2).preimage]);
  });

  it("are none that somebody else sealed, or put under another name", () => {
    diskStore(filesIn(folder), sealWith(new Uint8Array(32))).keep(record(1));
    diskStore(filesIn(folder), testSeal).keep({ ...record(2), key: digestOf("another name") });
    expect(preimagesNaming(filesIn(folder), testSeal, [rows])).toEqual([]);
  });

  it("are none where no store is", () => {
    expect(preimagesNaming(filesIn(join(folder, "nowhere")), testSeal, [rows])).toEqual([]);
  });
});
