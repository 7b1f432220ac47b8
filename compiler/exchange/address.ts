/** Address: whether a server of somebody else may be spoken to at an address. */

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What is wrong with it, without what it may hold of secrets; null where it can be used. */
export function addressProblem(written: string, env: { readonly [name: string]: string | undefined }): string | null {
  if (!/^https?:\/\//i.test(written)) return "it is no address that begins with https:// or http://";
  if (!URL.canParse(written)) return "it is no address";
  const url = new URL(written);
  return url.protocol === "http:" && !loopback.test(url.hostname) && env.FOODSPEC_ALLOW_HTTP !== "1"
    ? `http:// to ${url.hostname} would send what is sent in the clear`
    : null;
}
