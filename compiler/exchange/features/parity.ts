/** Parity: what training had of feature views against what a feature server gives now, value by value. */
import { instantOf } from "../../../schemas/instant.ts";
import { fieldsOf } from "../../../schemas/is-record.ts";
import type { ParityReport } from "../../../schemas/parity.ts";
import { isoTime } from "../../compile/clock.ts";
import { NotSent, recordIn } from "../request.ts";
import type { Naming, TrainedRow, TrainedView } from "./trained.ts";

/** Asks the server; the text of its answer. @throws NotSent */
export type AskServer = (body: string) => Promise<string>;

/** So many entities are asked for at a time. */
const mostEntities = 500;
/** So many differing values are told. */
const mostTold = 50;

/** @throws NotSent where the server cannot be asked, or answers with something else */
export async function parityOf(
  { views, rows }: { readonly views: readonly TrainedView[]; readonly rows: number },
  ask: AskServer,
): Promise<Pick<ParityReport, "rows" | "counts" | "differing" | "left_out">> {
  const counts = { equal: 0, older: 0, newer: 0, missing: 0, different: 0 };
  const differing: ParityReport["differing"][number][] = [];
  const left_out: string[] = [];
  for (const view of views) {
    const served = await servedOf(view, ask);
    if (served === null && view.isOutcome) {
      left_out.push(view.name);
      continue;
    }
    const { columns } = view.namings[0];
    view.rows.forEach((row, i) => {
      row.values.forEach((text, j) => {
        const cell = served?.(j, i) ?? notThere;
        const verdict = verdictOf(row, text, cell);
        counts[verdict]++;
        if (verdict === "different" && differing.length < mostTold)
          differing.push(told(view.name, columns[j], row, text, cell));
      });
    });
  }
  return { rows, counts, differing, left_out };
}

type Verdict = keyof ParityReport["counts"];

/** A value as a server gives it. */
interface Served {
  readonly value: unknown;
  readonly isThere: boolean;
  /** Milliseconds of UTC. */
  readonly time: number;
}

const notThere: Served = { value: null, isThere: false, time: Number.NaN };

/** By places of column and row. */
type ServedCells = (column: number, row: number) => Served;

/** Null where the server has no such view. @throws NotSent where it can be asked by none of the names */
async function servedOf(view: TrainedView, ask: AskServer): Promise<ServedCells | null> {
  const [first, ...others] = view.namings;
  try {
    return await servedAs(view, first, ask);
  } catch (error) {
    if (!(error instanceof NotSent) || error.state !== "refused" || others.length === 0) throw error;
    // Names of the other sort; what it says of the first is of no use to anybody.
    return servedOf({ ...view, namings: others }, ask);
  }
}

const viewAbsent = "FeatureViewNotFoundException";

async function servedAs({ name, rows }: TrainedView, naming: Naming, ask: AskServer): Promise<ServedCells | null> {
  const parts: ServedCells[] = [];
  for (let from = 0; from < rows.length; from += mostEntities) {
    const part = await partOf(name, naming, rows.slice(from, from + mostEntities), ask);
    if (part === null) return null;
    parts.push(part);
  }
  return (column, row) => parts[Math.floor(row / mostEntities)](column, row % mostEntities);
}

async function partOf(view: string, { keys, columns }: Naming, rows: readonly TrainedRow[], ask: AskServer) {
  const body = {
    entities: Object.fromEntries(keys.map((key, k) => [key, rows.map(({ entity }) => entity[k])])),
    features: columns.map((column) => `${view}:${column}`),
    full_feature_names: true,
  };
  try {
    const names = columns.map((column) => `${view}__${column}`);
    return served(await ask(JSON.stringify(body)), names, rows.length);
  } catch (error) {
    if (error instanceof NotSent && error.code === viewAbsent) return null;
    throw error;
  }
}

/** The answer names its columns in an order of its own. @throws NotSent where it is none of a feature server */
function served(text: string, asked: readonly string[], rows: number): ServedCells {
  const answer = recordIn(text);
  const names: unknown = fieldsOf(answer?.metadata).feature_names;
  const results: unknown = answer?.results;
  if (!Array.isArray(names) || !Array.isArray(results))
    throw new NotSent("refused", "it answered with something else: is it a feature server of Feast?");
  const columns = asked.map((name) => {
    const { values, statuses, event_timestamps: times } = fieldsOf(results[names.indexOf(name)]);
    if (!isOfAll(values, rows) || !isOfAll(statuses, rows) || !isOfAll(times, rows))
      throw new NotSent("refused", `its answer has no ${name} for each entity`);
    return { values, statuses, times };
  });
  return (j, row) => {
    const { values, statuses, times } = columns[j];
    return {
      value: values[row],
      isThere: statuses[row] === "PRESENT" || statuses[row] === "NULL_VALUE",
      time: instantOf(String(times[row])),
    };
  };
}

const isOfAll = (value: unknown, rows: number): value is readonly unknown[] =>
  Array.isArray(value) && value.length === rows;

/**
 * Another time goes before another value: a row that came since, or is not there yet, says something else by right. Where training
 * had no row (it was not known yet, or too old) any that is served is of another time. Servers keep whole seconds.
 */
function verdictOf(row: TrainedRow, text: string, { value, isThere, time }: Served): Verdict {
  if (Number.isNaN(row.time)) {
    if (!isThere) return "equal";
    return time > row.at ? "newer" : "older";
  }
  if (!isThere) return "missing";
  const [ours, theirs] = [row.time, time].map((instant) => Math.floor(instant / 1000));
  if (ours !== theirs) return theirs > ours ? "newer" : "older";
  return isSame(text, value) ? "equal" : "different";
}

/**
 * Whether a cell says what a server says. A number that a server holds in 32 bits is compared in these: in JSON every one of
 * them is a number of 64 bits that does not change when it is rounded to 32.
 */
function isSame(text: string, value: unknown): boolean {
  const cell = text.trim().normalize("NFC");
  if (value === null || value === undefined) return cell === "";
  if (typeof value === "number") {
    const number = cell === "" ? Number.NaN : Number(/^[+-]?\d*,\d+$/.test(cell) ? cell.replace(",", ".") : cell);
    return number === value || (Math.fround(value) === value && Math.fround(number) === value);
  }
  if (typeof value === "boolean") return cell.toLowerCase() === String(value);
  return cell === (typeof value === "string" ? value.trim().normalize("NFC") : JSON.stringify(value));
}

function told(view: string, column: string, row: TrainedRow, trained: string, { value, time }: Served) {
  return {
    view,
    column,
    id: row.id,
    entity: row.entity.join("/"),
    trained,
    served: value === null || value === undefined ? null : typeof value === "string" ? value : JSON.stringify(value),
    trained_time: timeText(row.time),
    served_time: timeText(time),
  };
}

const timeText = (instant: number): string | null => (Number.isNaN(instant) ? null : isoTime(instant));
