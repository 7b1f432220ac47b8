/** The page of block kinds: of each what the record of a run relies on. */
import type { Kind } from "../../blocks/contract/kind.ts";
import { registry } from "../../blocks/registry.ts";
import { artifactSchemaName } from "../../schemas/contract.ts";
import { blockTitle } from "./block-page.ts";
import { page, table } from "./markdown.ts";

const list = (names: readonly string[]): string =>
  names.length === 0 ? "–" : names.map((name) => `\`${name}\``).join(", ");

const roles = { decision_capable: "decision", gate: "gate", explanation: "explanation" } as const;

const reads = ({ reads: declared }: Kind): string =>
  typeof declared === "function" ? "depends on its options" : list(declared);

/** What a kind declares: without lane, role or what it must explain the program does not start. */
export function kindsPage(): string {
  const kinds = registry.all;
  return page(
    "Kinds of blocks",
    "What each kind declares of itself. *Lane*: decision work makes what a verdict rests on, explanation only shows it. *Must explain*: fields of its results that `report.json` holds of every block that ended well; where one is missing, the run ends with 9 ([FS9021](findings.md#fs9021)). *Reads*: fields of the front matter that enter its key. *Draws*: it uses random numbers, so the seed is in its key. A kind that lacks lane, role or what it must explain is refused at the start ([FS0002](findings.md#fs0002)).",
    table(
      ["kind", "lane", "role", "must explain", "reads", "draws"],
      kinds.map((kind) => [
        blockTitle(kind),
        kind.lane,
        roles[kind.role],
        list(kind.mustExplain),
        reads(kind),
        kind.draws ? "yes" : "no",
      ]),
    ),
    "## JSON files",
    "A JSON file is checked against its schema when its block has made it, before anything of it is kept ([FS9020](findings.md#fs9020)).",
    table(
      ["kind", "file", "schema"],
      kinds.flatMap((kind) =>
        Object.keys(kind.artifacts).map((path) => [
          blockTitle(kind),
          `\`${path.replace("{}", "N")}\``,
          `[${artifactSchemaName(kind.kind, path)}](../../schemas/json/${artifactSchemaName(kind.kind, path)}.schema.json)`,
        ]),
      ),
    ),
  );
}
