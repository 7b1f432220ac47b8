/** Stamping: the time-stamping authority that was named, and how it is asked. */
import type { World } from "../../compile/world.ts";
import type { Send } from "../../seal/time-stamp.ts";

/** @param typed its address; else that of FOODSPEC_TSA. None: nobody is asked */
export async function stampingOf(
  typed: string | undefined,
  { env, signal }: World,
): Promise<{ readonly url: string; readonly send: Send | null }> {
  const url = typed ?? env.FOODSPEC_TSA ?? "";
  return { url, send: url === "" ? null : (await import("./send.ts")).sendTo(url, signal) };
}
