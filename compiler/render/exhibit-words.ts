/** Words of an exhibit in the language of the report: caption, heads, titles of axes; names of data stay, and so do the numbers for who draws. */
import type { ChartView, SpectraView, TableView, ViewData } from "../../blocks/contract/view.ts";
import { own } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Language } from "../language/language.ts";

interface Made<V> {
  readonly data: V;
  readonly alt: string;
  readonly caption: string;
}

export function inWords<V extends ViewData>({ data, alt, caption }: Made<V>, language: Language): Made<V> {
  if (language.lang === "en") return { data, alt, caption };
  return { data: dataIn(data, language) as V, alt: language.say(alt), caption: language.say(caption) };
}

function dataIn(data: ViewData, language: Language): ViewData {
  if (data.type === "table") return tableIn(data, language);
  return data.type === "chart" ? chartIn(data, language) : spectraIn(data, language);
}

/** Columns whose cells are words of ours; those of the others are names: classes, samples, batches, files. */
const wordColumns = new Set([
  "quantity",
  "value",
  "metric",
  "measure",
  "check",
  "figure",
  "on",
  "over",
  "said",
  "what",
  "reading",
  "role",
  "step",
  "result",
  "fitted",
  "test",
  "execution",
  "threshold",
  "answered",
  "moved",
]);

function tableIn(view: TableView, { say }: Language): TableView {
  const spoken = view.columns.filter(({ key, isVerdict }) => wordColumns.has(key) && isVerdict !== true);
  const rows = view.rows.map((row) => {
    const words = spoken.flatMap(({ key }) => {
      const cell = own(row, key);
      return typeof cell === "string" ? [[key, say(cell)] as const] : [];
    });
    return { ...row, ...Object.fromEntries(words) };
  });
  const columns = view.columns.map(({ title, ...column }) => ({ ...column, title: say(title) }));
  return { ...view, columns, rows };
}

const spectraIn = (view: SpectraView, { say }: Language): SpectraView => ({
  ...view,
  axis: { ...view.axis, title: say(view.axis.title) },
  ordinate: say(view.ordinate),
});

const chartIn = ({ spec, narrow, ...view }: ChartView, language: Language): ChartView => {
  const said = (one: ChartView["spec"]) => specIn(one, language) as ChartView["spec"];
  return { ...view, spec: said(spec), ...(narrow === undefined ? {} : { narrow: said(narrow) }) };
};

/** Fields of data whose values are words of ours: kinds of rows, names of curves, remarks in the plot. All others hold names and numbers. */
const wordFields: ReadonlySet<string> = new Set(["rows", "curve", "stage", "words", "taken", "said"]);

/** Fields whose values are numbers in words, as they are to be drawn. */
const numberFields: ReadonlySet<string> = new Set(["percent", "text"]);

/** A row of data, its words said; what a sample's mark says stays, since the page reads it. */
function rowIn(row: Json, { say, number }: Language): Json {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return row;
  const said = Object.entries(row).map(([name, cell]) => [
    name,
    typeof cell !== "string" ? cell : wordFields.has(name) ? say(cell) : numberFields.has(name) ? number(cell) : cell,
  ]);
  return Object.fromEntries(said) as Json;
}

/** The scale of a field of words lists the same words as its data. */
function scaleIn(value: object, { say }: Language): object {
  const { field, scale } = value as { readonly [key: string]: Json };
  if (typeof field !== "string" || !wordFields.has(field)) return value;
  if (typeof scale !== "object" || scale === null || Array.isArray(scale)) return value;
  const { domain } = scale as { readonly domain?: Json };
  if (!Array.isArray(domain)) return value;
  return {
    ...value,
    scale: { ...scale, domain: domain.map((one: Json) => (typeof one === "string" ? say(one) : one)) },
  };
}

/** Texts of a specification that are read: titles, and words among its data. Names in data and of their fields stay. */
function specIn(value: Json, language: Language, key = ""): Json {
  if (key === "values" && Array.isArray(value)) return value.map((row: Json) => rowIn(row, language));
  if (typeof value === "string") return key === "title" ? language.say(value) : value;
  if (Array.isArray(value))
    return key === "title"
      ? value.map((one: Json) => (typeof one === "string" ? language.say(one) : one))
      : value.map((one: Json) => specIn(one, language));
  if (typeof value !== "object" || value === null) return value;
  const parts = Object.entries(scaleIn(value, language) as { readonly [key: string]: Json | undefined }).map(
    ([name, inside]) => [name, inside === undefined ? inside : specIn(inside, language, name)] as const,
  );
  return Object.fromEntries(parts);
}
