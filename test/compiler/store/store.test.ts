import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOf, digestOfJson, hexOf } from "../../../compiler/store/digest.ts";
import { diskStore, memoryStore, sweepTemporary } from "../../../compiler/store/store.ts";
import type { BlockRecord } from "../../../schemas/records.ts";
import { filesIn, testSeal } from "../../fixtures/store-in.ts";
import { somePreimage } from "../plan/fixture.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const record = (): BlockRecord => ({
  schema_version: 1,
  key: digestOfJson(somePreimage),
  preimage: somePreimage,
  value: null,
  results: { n: 1 },
  artifacts: {},
  remarks: [],
  logged: {},
  na: null,
  events: [],
});

describe.each([
  ["on disk", () => diskStore(filesIn(folder), testSeal)],
  ["in memory", () => memoryStore()],
])("a store %s", (_, make) => {
  it("gives back bytes by their digest", () => {
    const store = make();
    const digest = store.put("spectra");
    expect(digest).toBe(digestOf("spectra"));
    expect(new TextDecoder().decode(store.get(digest) ?? undefined)).toBe("spectra");
    expect(store.get(digestOf("something else"))).toBeNull();
  });

  it("gives back a record by its key", () => {
    const store = make();
    expect(store.record(record().key)).toBeNull();
    store.keep(record());
    expect(store.record(record().key)).toEqual(record());
  });

  it("keeps both of two records of one key that say different things, and gives back the first", () => {
    const store = make();
    const other = { ...record(), results: { n: 2 } };
    store.keep(record());
    store.keep({ ...record(), events: [{ event: "came about otherwise", facts: {} }] });
    expect(store.others(record().key)).toEqual([]);
    store.keep(other);
    store.keep(other);
    expect(store.others(record().key)).toHaveLength(1);
    expect(store.record(record().key)?.results).toEqual({ n: 1 });
    expect(store.others(digestOf("another key"))).toEqual([]);
  });

  it("gives back a note by its name", () => {
    const store = make();
    store.leave("protocol.md", { data: "key" });
    expect(store.note("protocol.md")).toEqual({ data: "key" });
    expect(store.note("other.md")).toBeNull();
  });
});

describe("a store on disk", () => {
  it("does not give back an object whose bytes have changed, and mends it when it is put again", () => {
    const store = diskStore(filesIn(folder), testSeal);
    const digest = store.put("spectra");
    const path = join(folder, "objects", hexOf(digest).slice(0, 2), hexOf(digest).slice(2));
    writeFileSync(path, "sPectra");
    expect(store.get(digest)).toBeNull();
    store.put("spectra");
    expect(readFileSync(path, "utf8")).toBe("spectra");
  });

  it.each([
    ["cut off", (text: string) => text.slice(0, -5)],
    ["of another key", (text: string) => text.replace('"kind":"data"', '"kind":"model"')],
    ["with a field nobody knows", (text: string) => text.replace('{"schema_version"', '{"extra":1,"schema_version"')],
  ])("does not give back a record that is %s", (_, damage) => {
    const store = diskStore(filesIn(folder), testSeal);
    store.keep(record());
    const path = join(folder, "keys", hexOf(record().key).slice(0, 2), `${hexOf(record().key).slice(2)}.json`);
    writeFileSync(path, damage(readFileSync(path, "utf8")));
    expect(store.record(record().key)).toBeNull();
  });

  it("lets a record that is not sound be replaced, whatever it said", () => {
    const store = diskStore(filesIn(folder), testSeal);
    store.keep(record());
    const path = join(folder, "keys", hexOf(record().key).slice(0, 2), `${hexOf(record().key).slice(2)}.json`);
    writeFileSync(path, readFileSync(path, "utf8").replace('"n":1', '"n":3'));
    store.keep({ ...record(), results: { n: 2 } });
    expect([store.record(record().key)?.results, store.others(record().key)]).toEqual([{ n: 2 }, []]);
  });

  it("writes nothing before something is kept", () => {
    const inner = join(folder, ".foodspec");
    const store = diskStore(filesIn(inner), testSeal);
    store.record(record().key);
    expect(existsSync(inner)).toBe(false);
    store.put("x");
    expect(existsSync(inner)).toBe(true);
  });

  it("sweeps what a process that is gone left half-written, and nothing else", () => {
    const store = diskStore(filesIn(folder), testSeal);
    const digest = store.put("spectra");
    const shelf = join(folder, "objects", hexOf(digest).slice(0, 2));
    writeFileSync(join(shelf, ".tmp-999999999-0"), "half");
    writeFileSync(join(shelf, `.tmp-${process.pid}-99`), "being written");
    expect(sweepTemporary(filesIn(folder), hostname())).toBe(1);
    expect(readdirSync(shelf).sort()).toEqual([`.tmp-${process.pid}-99`, hexOf(digest).slice(2)].sort());
  });
});
