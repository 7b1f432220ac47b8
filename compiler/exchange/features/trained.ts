/** Trained: what the spectra of a run had of its feature views, read from its folder, as a feature server is asked for it. */
import { own } from "../../../schemas/dictionary.ts";
import { instantOf } from "../../../schemas/instant.ts";
import { fieldsOf, isRecord } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { digestOf } from "../../store/digest.ts";
import { askedBlock, type Protocol, protocolOf } from "../../verify/protocol.ts";
import { type Rows, rowsOf } from "../../verify/rows.ts";
import { jsonOf, type RunFolder } from "../../verify/run-folder.ts";

/** A spectrum and the row of the view that it had. */
export interface TrainedRow {
  readonly id: string;
  /** A cell a key. */
  readonly entity: readonly string[];
  /** Milliseconds of UTC: of the spectrum, and of the row of the view; NaN where it had none. */
  readonly at: number;
  readonly time: number;
  /** Exact texts in the order of the columns. */
  readonly values: readonly string[];
}

export interface TrainedView {
  readonly name: string;
  /** An outcome is no feature: a server need not have it. */
  readonly isOutcome: boolean;
  /**
   * What a server may call keys and columns: as the view's own table does, else as they are called beside the spectra, which are the
   * names of Feast where it maps those of the table.
   */
  readonly namings: readonly Naming[];
  /** One an entity, the newest first. */
  readonly rows: readonly TrainedRow[];
}

export interface Naming {
  readonly keys: readonly string[];
  readonly columns: readonly string[];
}

/**
 * A finding where the run has no feature view, or a file of it is not what its manifest says.
 *
 * @param most the newest spectra that are taken
 */
export function trainedViews(
  folder: RunFolder,
  manifest: Manifest,
  most: number,
): { readonly views: readonly TrainedView[]; readonly rows: number } | Finding {
  const protocol = protocolOf(folder, manifest);
  const blocks = manifest.blocks.flatMap(({ id, artifacts }) => {
    const path = Object.keys(artifacts).find((one) => /^data\/(?:[^/]+\/)?features\.json$/.test(one));
    return path === undefined ? [] : [{ id, path, artifacts }];
  });
  if (blocks.length === 0) return finding("FS8408", null, { run: manifest.run_id });
  const views: TrainedView[] = [];
  let count = 0;
  for (const { id, path, artifacts } of blocks) {
    const lines = path.replace(/json$/, "csv");
    const [said, rows] = [jsonOf(folder, path), rowsOf(folder, lines)];
    for (const file of [path, lines]) {
      const found = folder.read(file);
      if (found === null || digestOf(found) !== own(artifacts, file))
        return finding("FS9110", null, { name: folder.name, problem: `${file} is not what its manifest says` });
    }
    if (!isRecord(said) || rows === null)
      return finding("FS9110", null, { name: folder.name, problem: `${path} or ${lines} cannot be read` });
    const newest = newestOf(rows, most);
    count += newest.length;
    const { views: all } = said;
    views.push(
      ...Object.entries(fieldsOf(all)).map(([name, view]) => viewOf(name, fieldsOf(view), id, rows, newest, protocol)),
    );
  }
  return { views, rows: count };
}

/** Lines with the latest times; of equal ones the first. */
function newestOf(rows: Rows, most: number): readonly number[] {
  const at = rows.cells("time").map(instantOf);
  return at
    .map((_, i) => i)
    .filter((i) => !Number.isNaN(at[i]))
    .sort((a, b) => at[b] - at[a] || a - b)
    .slice(0, most);
}

type Fields = Readonly<Record<string, unknown>>;

function viewOf(
  name: string,
  view: Fields,
  block: string,
  rows: Rows,
  newest: readonly number[],
  protocol: Protocol | null,
): TrainedView {
  const here: Naming = {
    keys: (view.by as readonly Fields[]).map(({ spectra }) => String(spectra)),
    columns: (view.columns as readonly unknown[]).map(String),
  };
  const special = `${name}.entity`;
  const entities = rows.cells(rows.columns.includes(special) ? special : "entity");
  const [at, time] = [rows.cells("time"), rows.cells(`${name}.time`)];
  const ids = rows.cells("id");
  const cells = here.columns.map((column) => rows.cells(column));
  const seen = new Set<string>();
  const found = newest.flatMap((i): TrainedRow[] => {
    const entity = entityOf(entities[i], here.keys.length);
    if (entity === null || seen.has(entities[i])) return [];
    seen.add(entities[i]);
    return [
      { id: ids[i], entity, at: instantOf(at[i]), time: instantOf(time[i]), values: cells.map((column) => column[i]) },
    ];
  });
  const table: Naming = {
    keys: (view.by as readonly Fields[]).map((key) => String(key.table)),
    columns: inTable(here.columns, name, block, protocol),
  };
  const isOne = JSON.stringify(table) === JSON.stringify(here);
  return { name, isOutcome: view.role === "outcome", namings: isOne ? [table] : [table, here], rows: found };
}

/** Keys stand with `/` between them; null where a key holds one itself, and nobody can tell which is which. */
function entityOf(cell: string, keys: number): readonly string[] | null {
  if (keys === 1) return [cell];
  const parts = cell.split("/");
  return parts.length === keys ? parts : null;
}

/** What columns are called in their own table, as the document says. */
function inTable(
  columns: readonly string[],
  view: string,
  block: string,
  protocol: Protocol | null,
): readonly string[] {
  const join = fieldsOf(askedBlock(protocol, block)?.options.join);
  const asked = fieldsOf(own(join, view)).columns;
  const named = new Map(isRecord(asked) ? Object.entries(asked).map(([column, here]) => [String(here), column]) : []);
  return columns.map((column) => named.get(column) ?? column);
}
