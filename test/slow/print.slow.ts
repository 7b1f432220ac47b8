/** Printing with a browser that does not start: another one is taken, and nothing stays behind. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { packageFolder } from "../../compiler/compile/package-files.ts";
import { packageName } from "../../compiler/print/packaged.ts";
import { pageTexts } from "../../compiler/print/read-pdf.ts";
import { machineDisk } from "../../compiler/store/machine-disk.ts";
import { lendBrowser } from "../fixtures/lend-browser.ts";
import { type Project, project } from "../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../fixtures/small.ts";

const canPrint =
  packageFolder(machineDisk, packageName) !== null && process.platform === "linux" && process.arch === "x64";
let place: Project;
afterEach(() => place.remove());

/** A project that borrows the browser unpacked for all tests; no path, so no other is found. */
function withBrowser(more: { readonly [path: string]: string } = {}): Project {
  place = project({ "protocol.md": smallProtocol(), "small.csv": smallCsv(), ...more });
  lendBrowser(place.folder);
  return place;
}

describe.skipIf(!canPrint)("foodspec doctor", () => {
  it("unpacks the browser npm brings where no other is, prints with it, and says that all is well", () => {
    place = project({});
    const { status, out } = place.foodspec(["doctor"]);
    expect([status, out.split("\n").filter((line) => line.startsWith("missing"))]).toEqual([0, []]);
    expect(out).toMatch(/^foodspec \d+\.\d+\.\d+ on /);
    expect(out).toContain(`Node.js: ${process.versions.node}`);
    expect(out).toContain("store: can be made");
  });
  it("prints as well where the store cannot be written, which it says with exit code 8", () => {
    place = project({ file: "not a folder" });
    const { status, out } = place.foodspec(["doctor"], { FOODSPEC_CACHE: join(place.folder, "file", "store") });
    expect(status).toBe(8);
    expect(out).toContain("name another in FOODSPEC_CACHE");
  });
});

describe.skipIf(!canPrint)("compile --pdf where a browser does not start", () => {
  it("leaves nothing in the temporary folder, of browsers that start and of those that do not", async () => {
    withBrowser({ "temporary/.keep": "" });
    const env = { FOODSPEC_BROWSER: "/bin/false", PATH: "", TMPDIR: join(place.folder, "temporary") };
    const { status, err } = place.foodspec(["compile", "protocol.md", "--pdf"], env);
    expect(status, err).toBe(0);
    expect(readdirSync(join(place.folder, "temporary"))).toEqual([".keep"]);
    expect(readdirSync(join(place.folder, ".foodspec/browser")).filter((name) => name.startsWith(".tmp-"))).toEqual([]);
  });

  it("takes another browser where the named one does not start, and says so in the report", async () => {
    withBrowser();
    const { exitCode, documents } = await place.compile({ pdf: true }, { FOODSPEC_BROWSER: "/bin/false" });
    expect(exitCode).toBe(0);
    const [finding] = documents[0].findings.filter(({ code }) => code === "FS8202");
    expect(finding).toMatchObject({ severity: "warning", facts: { reason: "it stopped at once" } });
    expect(place.read("runs/latest/report/index.html")).toContain("FS8202");
    expect(
      (await pageTexts(readFileSync(join(place.folder, "runs/latest/report/report_research.pdf")))).join(""),
    ).toContain("FS8202");
  });
});
