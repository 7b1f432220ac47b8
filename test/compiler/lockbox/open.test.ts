/** Opening a lockbox by its command: once, counted, with a sequel that verifies and names no row. */
import { describe, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { seasonCsv, seasonProtocol } from "../../fixtures/season.ts";

const document = seasonProtocol({
  data: "lockbox: {last: 0.3}\n",
  model: "estimator: {pls-da: {components: [1, 2]}}\nscheme: {group_kfold: {folds: 4}}\n",
  more: "\n```foodspec trust\nconformal: {alpha: 0.2, by: none}\n```\n",
}).replace("batch: batch\n", "");
const csv = seasonCsv({ months: 6, samples: 30 })
  .split("\n")
  .map((line, i) => (i > 126 ? line.replace(/^s(\d+),m(\d+)/, "zealed-$1,zealed-sample-$2") : line))
  .join("\n");

describe("lockbox open", () => {
  it("tests the model once", async () => {
    const place = inMemory({ "season.csv": csv, "protocol.md": document });
    await place.compile();
    const first = place.runs()[0];
    const opened = await place.type(["lockbox", "open", `runs/${first}`, "--note", "frozen"]);
    console.log(opened);
    const verify = await place.type(["verify", "runs/latest"]);
    console.log(verify);
    console.log(
      place.read("runs/latest/report.md").slice(0, 900),
      "\n=====\n",
      place.read(`runs/${first}/report.md`).slice(0, 900),
    );
    console.log(
      place.read(`runs/${first}/trust/trust_summary.json`).slice(0, 600),
      place.read(`runs/${first}/data/data_summary.json`).match(/"lockbox"[^}]*}/)?.[0],
    );
    console.log(await place.type(["lockbox", "open", `runs/${first}`, "--note", "frozen"]));
    console.log(await place.type(["lockbox", "open", `runs/${first}`, "--note", "frozen", "--again"]));
    console.log(place.read("foodspec.lockbox.jsonl"), place.runs());
    console.log(place.read(`runs/latest/lockbox/opening.json`));
  });
});
