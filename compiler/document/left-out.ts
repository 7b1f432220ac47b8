/** What the report leaves out: links that could run something. Render removes, this says so. */

const safeSchemes = new Set(["http", "https", "mailto", "tel"]);

/** The URL, shortened, where a link to it will not stand in the report; null where it will. */
export function linkProblem(url: string): string | null {
  const bare = stripped(url);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1].toLowerCase();
  const isUnsafe = scheme !== undefined ? !safeSchemes.has(scheme) : isProtocolRelative(bare);
  return isUnsafe ? shortened(url) : null;
}

/** Browsers pass over white space and control characters in a scheme, and take \ for /. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const stripped = (url: string) => url.replaceAll(/[\u0000-\u0020\u007F-\u009F\u200B-\u200F\u2028-\u202F\uFEFF]/g, "");
const isProtocolRelative = (url: string) => /^[\\/]{2}/.test(url);
const shortened = (url: string) => (url.length > 60 ? `${url.slice(0, 60)}…` : url);
