import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { draw } from "../../../compiler/draw/draw.ts";
import { project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const files = {
  "protocol.md": smallProtocol({
    data: "duplicates: drop\n",
    frontMatter: "scheme: {group_kfold: {folds: 3}}\n",
    model: "estimator: {pls-da: {components: [1, 2, 3]}}\ntune: {folds: 3}\n",
    prose: "Right for `= plsda.accuracy : .1%` of samples (`= plsda.accuracy_ci : .1%`).",
  }),
  // A copy of a spectrum, so that there is a finding with a place in the data.
  "small.csv": `${smallCsv()}${smallCsv().split("\n")[1].replace("s1,m1", "s99,m99")}\n`,
};

describe("the same document and data", () => {
  it("give the same content digest and the same report bytes in two directories, time zones and locales", {
    tags: "slow",
  }, () => {
    const [here, there] = [project(files), project(files)];
    const epoch = { SOURCE_DATE_EPOCH: "1700000000" };
    const first = here.foodspec(["compile", "protocol.md"], { ...epoch, TZ: "Asia/Tokyo", LANG: "tr_TR.UTF-8" });
    mkdirSync(join(there.folder, "elsewhere"));
    const second = there.foodspec(
      ["compile", join("..", "protocol.md"), "--output-dir", "../runs"],
      { ...epoch, TZ: "America/Los_Angeles", LANG: "C" },
      join(there.folder, "elsewhere"),
    );
    expect([first.status, second.status], first.err + second.err).toEqual([0, 0]);
    expect(here.manifest().content_digest).toBe(there.manifest().content_digest);
    for (const file of [
      "report/index.html",
      "report.md",
      "figures/metadata.json",
      "figures/plsda.confusion.svg",
      "model/predictions.csv",
    ]) {
      expect(here.read(`runs/latest/${file}`), file).toBe(there.read(`runs/latest/${file}`));
    }
    here.remove();
    there.remove();
  });

  it("give reports that tell of the run's circumstances only without SOURCE_DATE_EPOCH", async () => {
    const place = project(files);
    await place.compile();
    const run = place.runs()[0];
    expect(place.read("runs/latest/report/index.html")).toContain(run);
    await place.compile({}, { SOURCE_DATE_EPOCH: "1700000000" });
    expect(place.runs()).toContain(`20231114_221320_${run.slice(-6)}`);
    expect(place.read(`runs/20231114_221320_${run.slice(-6)}/report/index.html`)).not.toContain("20231114");
    place.remove();
  });

  it("hold no path of the machine anywhere in the run folder", { tags: "slow" }, async () => {
    const place = project(files);
    await place.compile({ documents: [join(place.folder, "protocol.md")] }, {}, undefined, { draw });
    const manifest = place.manifest();
    const paths = [...Object.keys(manifest.files), "manifest.json"];
    for (const path of paths) expect(place.read(`runs/latest/${path}`), path).not.toContain(place.folder);
    place.remove();
  });
});

describe("a run id", () => {
  it("is the time and the digest, and counts on where it is taken", { tags: "slow" }, async () => {
    const place = project(files);
    const epoch = { SOURCE_DATE_EPOCH: "1700000000" };
    for (let k = 0; k < 3; k++) await place.compile({}, epoch);
    const digest = place.manifest().content_digest.slice(7, 13);
    expect(place.runs()).toEqual([
      `20231114_221320_${digest}`,
      `20231114_221320_${digest}-2`,
      `20231114_221320_${digest}-3`,
    ]);
    expect(place.runs().map((run) => place.manifest(run).run_id)).toEqual(place.runs());
    place.remove();
  });
});
