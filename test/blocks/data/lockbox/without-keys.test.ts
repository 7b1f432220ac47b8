/** Joined tables beside a lockbox: keys that sealed rows alone have are neither named nor counted, whatever file these rows lie in. */
import { describe, expect, it } from "vitest";
import { refusalOf, runData } from "../run-data.ts";

const head = "id,sample,scanned,hold,800,801,802\n";
const open =
  "a1,A1,2026-03-02,no,1,2,3\nb1,B1,2026-03-03,no,2,3,4\nc1,C1,2026-03-04,no,3,4,6\nd1,D1,2026-03-05,no,3,4,7\n";
const held = "z1,Z1,2026-03-08,yes,4,5,8\nz2,Z2,2026-03-09,yes,5,6,9\n";
const tested = "t1,T1,2026-03-06,no,6,6,9\nt2,A1,2026-03-07,no,6,7,9\n";
/** Z1 and Z2 stand between keys that are told of, so that places move where they are left out. */
const chem = "sample,fat\nA1,10.5\nZ1,77.25\nC1,12\nZ2,78.5\nB1,11\nD1,12.5\nT1,13\nnobody,5\n";
const shown = "sample,fat\nA1,10.5\nC1,12\nB1,11\nD1,12.5\nT1,13\nnobody,5\n";
const options = { id: "id", sample: "sample", target: "fat", join: { chem: { by: "sample" } } };
const sameFile = { ...options, lockbox: { column: "hold", is: "yes" } };
const isSecret = /[Zz][12]|7[78]\.|Ž/;

const joined = ({ join, summary }: { readonly join: unknown; readonly summary: { readonly joined?: unknown } }) => ({
  join,
  joined: summary.joined,
});

describe("a joined table", () => {
  const without = joined(runData(head + open, options, { chem: shown }));
  it("is told of as if the sealed rows of the same file, and their keys, did not exist", () => {
    expect(joined(runData(head + open + held, sameFile, { chem }))).toEqual(without);
  });
  it("is so where the sealed rows lie in a file of their own", () => {
    const asked = { ...options, lockbox: { input: "box" } };
    const found = joined(runData(head + open, asked, { chem, box: head + held }));
    expect(found).toEqual(without);
    expect(JSON.stringify(found)).not.toMatch(isSecret);
  });
  it("counts and names right what external rows of a file of their own have, beside sealed rows", () => {
    const test = { test: { input: "other" } };
    const alone = joined(runData(head + open, { ...options, ...test }, { chem: shown, other: head + tested }));
    const beside = joined(runData(head + open + held, { ...sameFile, ...test }, { chem, other: head + tested }));
    expect(beside).toEqual(alone);
    expect(alone.join).toMatchObject({ joins: [{ matched: 5, spectra: 6, table_only: ["nobody"] }] });
  });
  it("keeps what external rows have that sealed rows have too", () => {
    const test = { test: { input: "other" } };
    const other = `${head}t1,Z1,2026-03-06,no,6,6,9\n`;
    const { join } = runData(head + open + held, { ...sameFile, sample: undefined, ...test }, { chem, other });
    expect(join).toMatchObject({ joins: [{ rows: 7, matched: 5, spectra: 5 }] });
  });
  it("quotes no cell of a sealed row where its encoding was found", () => {
    const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const withLetter = bytes(chem.replace("Z1,77.25", "Z\xe91,77.25"));
    const box = bytes((head + held).replace("Z1", "Z\xe91"));
    const asked = { ...options, lockbox: { input: "box", read: { encoding: "windows-1252" } } };
    const { remarks } = runData(head + open, asked, { chem: withLetter, box });
    expect(remarks.filter(({ code }) => code === "FS3104")).toEqual([]);
  });
});

describe("a feature view", () => {
  const times = (text: string) => text.replaceAll(/^(\w+,[\d.]+)$/gm, "$1,2026-03-01T00:00:00Z");
  const inTime = (text: string) => times(text).replace("sample,fat", "sample,fat,analysed");
  const view = { ...options, time: "scanned", join: { chem: { by: "sample", time: "analysed", role: "outcome" } } };
  const told = (content: string, asked: object, chemistry: string, others = {}) => {
    const { features, featureLines } = runData(content, { ...view, ...asked }, { chem: inTime(chemistry), ...others });
    return JSON.stringify([features, featureLines]).replaceAll(/sha256:[0-9a-f]+/g, "");
  };
  it("is told of as if the sealed rows did not exist, whatever file they lie in", () => {
    const without = told(head + open, {}, shown);
    expect(without).toContain('"entities":6');
    const lockbox = { column: "hold", is: "yes" };
    expect(told(head + open + held, { lockbox }, chem)).toBe(without);
    expect(told(head + open, { lockbox: { input: "box" } }, chem, { box: head + held })).toBe(without);
  });
});

describe("spectra without a row", () => {
  it("are refused without a name of what only sealed spectra have", () => {
    const lacking = `${open}e1,z1,2026-03-05,no,3,4,7\n`;
    const asked = { ...options, lockbox: { input: "box" } };
    const box = head + held;
    const [remark] = refusalOf(head + lacking, asked, { chem, box });
    expect(remark.code).toBe("FS3132");
    expect(JSON.stringify([remark.facts.others, remark.facts.near])).not.toMatch(/Z[12]/);
  });
});
