import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { candidates } from "../../../compiler/print/candidates.ts";

const folder = mkdtempSync(join(tmpdir(), "foodspec-browsers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const program = (path: string, mode = 0o755) => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), "");
  chmodSync(join(folder, path), mode);
};
program("one/google-chrome");
program("one/chromium", 0o644);
program("two/chromium");
program("two/google-chrome");
mkdirSync(join(folder, "one/microsoft-edge"));
const PATH = `${join(folder, "one")}:${join(folder, "two")}`;

describe.skipIf(process.platform !== "linux")("browsers", () => {
  it("are tried as named, Playwright's, the machine's, the one npm brings", () =>
    expect(candidates({ env: { PATH, FOODSPEC_BROWSER: "my/chrome" }, cwd: folder })).toEqual([
      { source: "FOODSPEC_BROWSER", path: join(folder, "my/chrome") },
      { source: "playwright", path: null },
      { source: "system", path: join(folder, "two/chromium") },
      { source: "system", path: join(folder, "one/google-chrome") },
      { source: "package", path: null },
    ]));
  it.each([
    ["unset", {}],
    ["empty", { FOODSPEC_BROWSER: "", PATH: "" }],
  ])("are two where FOODSPEC_BROWSER and PATH are %s", (_, env) =>
    expect(candidates({ env, cwd: folder }).map(({ source }) => source)).toEqual(["playwright", "package"]),
  );
});
