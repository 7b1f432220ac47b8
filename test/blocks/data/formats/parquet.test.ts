/** Parquet files that pyarrow wrote: every codec, page and kind of column, lists, every refusal. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { checkOptions, refusalOf, runData } from "../run-data.ts";

const folder = join(import.meta.dirname, "../../../fixtures/parquet");
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, `${name}.parquet`)));
/** What pyarrow reads of the same files. */
const expected: {
  readonly points: readonly number[];
  readonly columns: { readonly [name: string]: readonly string[] };
  readonly spectra: readonly (readonly number[])[];
  readonly single: readonly (readonly number[])[];
} = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
const found = { layout: undefined };

describe("a Parquet file as a joined table", () => {
  const ids = expected.columns.id;
  const spectra = `id,800,801,802\n${ids.map((id, i) => `${id},${i},${i * i},${i + 1}\n`).join("")}`;
  const joined = { ...found, id: "id", target: "fat", unit: "%" };
  const by = { chem: { by: "id", columns: ["fat", "kind", "day"] } };
  const chem = (name: string) => ({ chem: { "chem.parquet": bytesOf(name) } });

  it.each(["none", "zstd", "v2"])("%s gives its columns as one table gives them", (name) => {
    const { fat, kind, day } = expected.columns;
    const one = `id,fat,kind,day,800,801,802\n${ids.map((id, i) => `${id},${fat[i]},${kind[i]},${day[i]},${i},${i * i},${i + 1}\n`).join("")}`;
    const two = runData(spectra, { ...joined, label: "kind", batch: "day", join: by }, chem(`wide-${name}`));
    expect(two.dataset).toEqual(runData(one, { ...joined, label: "kind", batch: "day" }).dataset);
    expect(two.join).toMatchObject({
      joins: [{ read: { format: "Parquet", encoding: null, delimiter: null, found: [] } }],
    });
  });
  it("leaves out its columns of lists, and names a column that is not there", () => {
    const { summary } = runData(spectra, { ...joined, join: { chem: { by: "id" } } }, chem("lists"));
    expect(summary.joined).toMatchObject([{ columns: ["fat"] }]);
    expect(refusalOf(spectra, { ...joined, join: { chem: { by: "lot" } } }, chem("lists"))).toMatchObject([
      { code: "FS3016", facts: { column: "lot", columns: ["id", "fat"] } },
    ]);
  });
  it("is refused where it is cut short or has nested columns", () => {
    const cut = { chem: { "chem.parquet": bytesOf("wide-none").slice(0, 900) } };
    expect(refusalOf(spectra, { ...joined, join: by }, cut)[0].code).toBe("FS3120");
    expect(refusalOf(spectra, { ...joined, join: by }, chem("nested"))[0].code).toBe("FS3110");
  });
});

describe("a Parquet file with a column a point", () => {
  it.each(["none", "snappy", "gzip", "zstd", "brotli", "lz4", "v2", "split"])(
    "%s is read as pyarrow reads it, to the last bit",
    (name) => {
      const options = {
        ...found,
        id: "id",
        label: "kind",
        sample: "lot",
        target: "fat",
        batch: "day",
        instrument: "at",
      };
      const { dataset, summary, remarks } = runData({ "a.parquet": bytesOf(`wide-${name}`) }, options);
      const { columns, spectra, points } = expected;
      expect(dataset.columns).toMatchObject({ values: points });
      expect([...dataset.spectra.data]).toEqual(spectra.flat());
      expect(dataset.rows).toMatchObject({
        id: columns.id,
        sample: columns.lot,
        batch: columns.day,
        instrument: columns.at,
      });
      expect(dataset.outcome).toMatchObject({ target: { values: columns.fat.map(Number) } });
      expect(dataset.outcome.label?.classes).toEqual(["olive", "palm öl"]);
      expect(summary.read).toMatchObject([
        { format: "Parquet", status: "tried", layout: "wide", spectra: 7, points: 4, encoding: null },
      ]);
      expect(remarks.filter(({ code }) => code < "FS7")).toEqual([]);
    },
  );
  it("keeps tabs and quotes of its texts, and truth values", () => {
    const { csv } = runData({ "a.parquet": bytesOf("wide-v2") }, { ...found, id: "id", export: true });
    expect(csv?.split("\n")[1]).toMatch(
      /^s0,palm öl,100000000000000000,0,2024-02-27,2024-02-27T08:30:15,true,"a\tb""0",/,
    );
    expect(csv?.split("\n")[3]).toMatch(/,2024-02-27T10:30:15,true,,/);
  });
  it("may lack values, which the policy then treats, and says where", () => {
    const file = { "a.parquet": bytesOf("wide-missing") };
    expect(refusalOf(file, found)).toMatchObject([
      { code: "FS3020", facts: { column: "802.5" }, data: { input: "a.parquet", line: 3, field: 10 } },
    ]);
    const { dataset } = runData(file, { ...found, missing: "interpolate" });
    const [low, , high] = expected.spectra[1];
    expect(dataset.spectra.data[5]).toBeCloseTo((low + high) / 2, 12);
  });
  it("is narrowed by a range, turned round, packed and beside another", () => {
    const files = { "x/a.parquet.gz": gzipSync(bytesOf("wide-none")), "y/a.parquet": bytesOf("wide-zstd") };
    const { dataset, summary } = runData(files, {
      ...found,
      axis: { unit: "nm", range: [801, 807] },
      from_name: "{lab}/{_}",
      batch: "lab",
      duplicates: "keep",
    });
    expect(dataset.columns).toMatchObject({ values: [802.5, 804.5, 806.5] });
    expect(dataset.rows.batch).toEqual([...Array(7).fill("x"), ...Array(7).fill("y")]);
    expect(summary.read).toMatchObject([
      { packed: "gzip", spectra: 7 },
      { packed: null, spectra: 7 },
    ]);
  });
});

describe("a Parquet file in another layout", () => {
  it("transposed is found as in a text", () => {
    const { dataset, summary } = runData({ "a.parquet": bytesOf("transposed") }, found);
    expect(dataset.rows.id).toEqual(["s0", "s1"]);
    expect([...dataset.spectra.data]).toEqual(expected.spectra.slice(0, 2).flat());
    expect(summary.read).toMatchObject([{ format: "Parquet", layout: "transposed" }]);
  });
  it("long is read as declared", () => {
    const { dataset } = runData(
      { "a.parquet": bytesOf("long") },
      { id: "id", layout: { long: { axis: "nm", value: "a" } } },
    );
    expect([...dataset.spectra.data]).toEqual(expected.spectra.flat());
  });
  it.each<[string, object]>([
    ["on the axis of a column", { value: "spectrum", axis: "nm" }],
    ["on a declared axis", { value: "spectrum", axis: { from: 800.5, to: 806.5, step: 2 } }],
  ])("of lists is read %s, single precision as it is stored", (_, lists) => {
    const { dataset, summary } = runData(
      { "a.parquet": bytesOf("lists") },
      { layout: { lists }, id: "id", target: "fat" },
    );
    expect(dataset.columns).toMatchObject({ values: expected.points });
    expect([...dataset.spectra.data]).toEqual(expected.single.flat());
    expect(dataset.rows.id).toEqual(expected.columns.id);
    expect(summary.read).toMatchObject([{ layout: "lists", spectra: 7, points: 4 }]);
  });
});

describe("lists in a text", () => {
  const text = 'id,spectrum,nm\na,"[1, 2.5, 3]","[800, 802, 804]"\nb,"4 5 6","800;802;804"\n';
  it("are read as declared", () => {
    const { dataset } = runData(text, { id: "id", layout: { lists: { value: "spectrum", axis: "nm" } } });
    expect([...dataset.spectra.data]).toEqual([1, 2.5, 3, 4, 5, 6]);
    expect(dataset.rows.id).toEqual(["a", "b"]);
  });
  it("may have decimal commas, and fall along the axis", () => {
    const axis = { from: 804, to: 800, step: -2 };
    const { dataset, remarks } = runData("id;s\na;1,5 2 3\nb;4 5,25 6\n", {
      layout: { lists: { value: "s", axis } },
      decimal: ",",
    });
    expect([...dataset.spectra.data]).toEqual([3, 2, 1.5, 6, 5.25, 4]);
    expect(remarks.map(({ code }) => code)).toEqual(["FS3013"]);
  });
  it.each<[string, string, object, string, object]>([
    ["a list of another length", text.replace("4 5 6", "4 5"), {}, "FS3108", { found: 2, expected: 3 }],
    ["rows on other axes", text.replace("800;802;804", "800;802;805"), {}, "FS3051", { lacks: 804, extra: 805 }],
    ["a cell without a list", text.replace("4 5 6", ""), {}, "FS3020", { column: "spectrum" }],
    ["a value that is no number", text.replace("4 5 6", "4 x 6"), {}, "FS3021", { text: "x", column: "802" }],
    ["an axis value that is no number", text.replace("800;802;804", "800;x;804"), {}, "FS3021", { text: "x" }],
    [
      "a column that is not there",
      'id,spectrum,nm\na,"1,2","8,9"\nb,"3,4","8,9"\n',
      { value: "spektrum" },
      "FS3016",
      { suggestion: "spectrum" },
    ],
    ["an axis that is not there", text, { axis: "wl" }, "FS3016", { column: "wl", option: "layout.lists.axis" }],
  ])("are refused with %s", (_, content, lists, code, facts) =>
    expect(
      refusalOf(content, { id: "id", layout: { lists: { value: "spectrum", axis: "nm", ...lists } } }),
    ).toMatchObject([{ code, facts }]),
  );
  it.each([
    [800, 804, 3],
    [800, 804, -2],
    [800, 800, 1],
    [0, 1e9, 1],
  ])("on an axis from %d to %d in steps of %d contradict themselves", (from, to, step) =>
    expect(checkOptions({ layout: { lists: { value: "s", axis: { from, to, step } } } }).remarks).toMatchObject([
      { code: "FS2375", option: ["layout", "lists", "axis"] },
    ]),
  );
});

describe("a Parquet file is refused", () => {
  const whole = bytesOf("wide-v2");
  const changed = (at: number) => whole.map((byte, i) => (i === at ? byte ^ 1 : byte));
  it("with columns within columns", () =>
    expect(refusalOf({ "a.parquet": bytesOf("nested") }, found)).toMatchObject([
      { code: "FS3110", facts: { what: "columns within the column `s`" } },
    ]));
  it("with lists that nothing declares, and it says how to", () =>
    expect(refusalOf({ "a.parquet": bytesOf("lists") }, found)).toMatchObject([
      { code: "FS3010", facts: { list: "spectrum" } },
    ]));
  it("beside a text", () =>
    expect(refusalOf({ "a.parquet": whole, "b.csv": "id,800,801,802\na,1,2,4\n" }, found)).toMatchObject([
      { code: "FS3003", facts: { what: "a Parquet file" } },
    ]));
  it("with a page that is not what its checksum says", () =>
    expect(refusalOf({ "a.parquet": changed(40) }, found)).toMatchObject([
      { code: "FS3120", facts: { what: "a page is not what its checksum says" } },
    ]));
  it("under `lists` with a column that it has not", () =>
    expect(
      refusalOf({ "a.parquet": bytesOf("lists") }, { layout: { lists: { value: "spectra", axis: "nm" } } }),
    ).toMatchObject([{ code: "FS3016", facts: { column: "spectra", suggestion: "spectrum" } }]));
  it("with a key that it does not say", () =>
    expect(refusalOf({ "a.parquet": whole }, { ...found, from_header: { who: "author" } })).toMatchObject([
      { code: "FS3114", facts: { parameter: "author" } },
    ]));
});
