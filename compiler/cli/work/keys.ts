/** `foodspec keys new`: a key and its certificate, in files that are not there yet. */
import { basename, resolve } from "node:path";
import { diskWords } from "../../compile/disk-words.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { passphraseOf } from "./passphrase.ts";

export interface NewKeyOptions {
  readonly name: string;
  readonly email: string;
  readonly output: string;
  readonly days?: number;
  readonly passphraseFd?: number;
}

const usualDays = 730;
const shortest = 8;

export async function keysCommand(options: NewKeyOptions, world: World): Promise<number> {
  const { name, email, output, days = usualDays, passphraseFd } = options;
  const path = resolve(world.cwd, output);
  const certificate = `${path.replace(/\.(?:p12|pfx)$/, "")}.pem`;
  const file = basename(path);
  const taken = [path, certificate].find((one) => world.disk.standsThere(one) !== null);
  if (taken !== undefined)
    return refuse(finding("FS1195", null, { file: basename(taken), problem: "it is there" }), world);
  try {
    const passphrase = await passphraseOf(passphraseFd, "passphrase for the new key: ", world);
    if (passphrase === null || passphrase.length < shortest) {
      const problem =
        passphrase === null ? "nobody gave a passphrase" : `its passphrase has fewer than ${shortest} characters`;
      return refuse(finding("FS1194", null, { file, problem }), world);
    }
    const { newKey } = await import("../../seal/new-key.ts");
    const { p12, pem } = await newKey({ name, email, from: world.now(), days }, passphrase);
    if (!world.disk.writePrivate(path, p12))
      return refuse(finding("FS1195", null, { file, problem: "it is there" }), world);
    world.disk.write(certificate, pem);
  } catch (error) {
    return refuse(finding("FS1195", null, { file, problem: diskWords(error) }), world);
  }
  world.out(
    `key          ${output}\ncertificate  ${output.replace(/\.(?:p12|pfx)$/, "")}.pem  self-issued: nobody else vouches for it\n`,
  );
  return 0;
}

function refuse(found: Finding, { err, colour }: World): number {
  err(text([found], noSources, { colour }));
  return found.exit;
}
