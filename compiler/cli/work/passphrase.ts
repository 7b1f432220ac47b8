/** Passphrase: of a key, from a descriptor, the environment or the terminal; never from an argument. */
import type { World } from "../../compile/world.ts";

const passphraseVariable = "FOODSPEC_KEY_PASSPHRASE";

/** Null where nobody gave one. Throws what the system throws of a descriptor that is not open. */
export async function passphraseOf(
  descriptor: number | undefined,
  question: string,
  world: World,
): Promise<string | null> {
  if (descriptor !== undefined) return world.descriptor(descriptor);
  const named = world.env[passphraseVariable];
  return named === undefined || named === "" ? await world.ask(question, true) : named;
}
