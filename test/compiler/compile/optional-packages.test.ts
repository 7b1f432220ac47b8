/** Optional packages: one that is absent is named with the line to type, in the versions of package.json. */
import { expect, it } from "vitest";
import { optionalPackages } from "../../../compiler/compile/optional-packages.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import manifest from "../../../package.json" with { type: "json" };

const { bullmq, ioredis } = manifest.peerDependencies;
const names = ["bullmq", "ioredis"];
const absent = (name: string) => () =>
  Promise.reject(
    Object.assign(new Error(`Cannot find package '${name}' imported from /a/dist/b.js`), {
      code: "ERR_MODULE_NOT_FOUND",
    }),
  );

it("gives what is loaded", async () => {
  expect(await optionalPackages("it", names, () => Promise.resolve(7), machineDisk)).toBe(7);
});

it.each(names)("names `%s` where it is absent, and installs all that are needed", async (name) => {
  const found = await optionalPackages("the engine `bullmq`", names, absent(name), machineDisk);
  expect(found).toMatchObject({
    code: "FS1170",
    exit: 2,
    message: expect.stringContaining(`\`${name}\` is not installed, and the engine \`bullmq\` needs it`),
    help: [expect.stringContaining(`npm install bullmq@${bullmq} ioredis@${ioredis}`)],
  });
});

it("lets through what else goes wrong, a package of theirs that is absent too", async () => {
  await expect(optionalPackages("it", names, absent("semver"), machineDisk)).rejects.toThrow("'semver'");
  await expect(optionalPackages("it", names, () => Promise.reject(new Error("no")), machineDisk)).rejects.toThrow("no");
});
