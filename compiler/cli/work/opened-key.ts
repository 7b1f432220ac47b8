/** Opened key: a person's key and certificate out of the file that was named, or why there are none. */
import { basename, resolve } from "node:path";
import { diskWords } from "../../compile/disk-words.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { type Signer, signerOf, whyNotSigning } from "../../seal/signer.ts";
import { passphraseOf } from "./passphrase.ts";

/** Opens a file that only its owner may read; the finding where it gives nobody who may sign now. */
export async function openedKey(
  { key, passphraseFd }: { readonly key: string; readonly passphraseFd?: number },
  world: World,
): Promise<Signer | Finding> {
  const [path, file] = [resolve(world.cwd, key), basename(key)];
  try {
    const opened = world.disk.open(path);
    let bytes: Uint8Array;
    try {
      if (opened.isShared)
        return finding("FS9703", null, { file, problem: "others may read it: `chmod 600` it first" });
      bytes = opened.read();
    } finally {
      opened.close();
    }
    const passphrase = await passphraseOf(passphraseFd, `passphrase of ${file}: `, world);
    if (passphrase === null) return finding("FS1194", null, { file, problem: "nobody gave its passphrase" });
    const signer = await signerOf(bytes, passphrase);
    if ("problem" in signer)
      return signer.problem === "old"
        ? finding("FS1191", null, { file })
        : finding("FS1194", null, { file, problem: signer.says });
    const problem = whyNotSigning(signer, world.now());
    return problem === null ? signer : finding("FS9703", null, { file, problem });
  } catch (error) {
    return finding("FS1194", null, { file, problem: diskWords(error) });
  }
}
