/**
 * The PDF of the largest protocol for research, printed for real: how many pages it takes and how full they are.
 *
 * @module-tag slow
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageFolder } from "../../../compiler/compile/package-files.ts";
import { draw } from "../../../compiler/draw/draw.ts";
import { packageName } from "../../../compiler/print/packaged.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { lendBrowser } from "../../fixtures/lend-browser.ts";
import { project } from "../../fixtures/project.ts";
import { filled, hasPoppler, root } from "./paper.ts";

const canPrint =
  packageFolder(machineDisk, packageName) !== null && process.platform === "linux" && process.arch === "x64";
const folder = join(root, "analyses/meat-fat");

it.skipIf(!canPrint || !hasPoppler)(
  "the meats' protocol takes fourteen pages, and none but the last is nearly half empty",
  async () => {
    const place = project({
      "protocol.md": readFileSync(join(folder, "protocol.md")),
      "meats-nir.csv": readFileSync(join(folder, "meats-nir.csv")),
    });
    try {
      lendBrowser(place.folder);
      await place.compile({ pdf: true }, { PATH: "" }, undefined, { draw });
      const pages = filled(readFileSync(join(place.folder, "runs/latest/report/report_research.pdf")));
      expect(pages.length).toBeLessThanOrEqual(14);
      expect(
        pages.slice(0, -1).flatMap((share, i) => (share < 0.55 ? [`page ${i + 1}: ${share.toFixed(2)}`] : [])),
      ).toEqual([]);
    } finally {
      place.remove();
    }
  },
);
