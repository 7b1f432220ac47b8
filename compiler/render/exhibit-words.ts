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

const chartIn = (view: ChartView, language: Language): ChartView => ({
  ...view,
  spec: specIn(view.spec, language) as ChartView["spec"],
});

/** Texts of a specification that are read: titles, and texts that stand in it once. Data and the names of their fields stay. */
function specIn(value: Json, language: Language, key = ""): Json {
  if (typeof value === "string") return key === "title" ? language.say(value) : value;
  if (Array.isArray(value))
    return key === "title"
      ? value.map((one: Json) => (typeof one === "string" ? language.say(one) : one))
      : value.map((one: Json) => specIn(one, language));
  if (typeof value !== "object" || value === null) return value;
  const parts = Object.entries(value).map(([name, inside]) => {
    const isKept = inside === undefined || name === "values";
    return [name, isKept ? inside : specIn(inside, language, name)] as const;
  });
  return Object.fromEntries(parts);
}
