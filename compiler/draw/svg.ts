/** SVG text: what drawings share. Presentation stands in attributes; a style attribute would break the report's policy. */
import { visibleLines as visible } from "../diagnostics/visible.ts";

export interface Drawing {
  readonly svg: string;
  /** The same, made for a narrow screen: with fewer ticks and letters of the same size, not scaled. */
  readonly narrow: string;
  /** What a reader must know about how it was drawn (lines left out); null where everything is there. */
  readonly note: string | null;
}

/** The stack every drawing names; the report's own style sheet says the same. */
export const fontFamily = "Noto Sans, Noto Signs, system-ui, sans-serif";

export const escapeXml = (text: string): string =>
  visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** An opening SVG tag with its size; text alternatives stand on the element around it in the page. */
export function svgRoot(width: number, height: number, name = "", attributes = ""): string {
  return `<svg xmlns="http://www.w3.org/2000/svg"${name === "" ? "" : ` class="${name}"`} width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}"${attributes}>`;
}

/** The same drawing as a file of its own: with a text alternative and white paper under it. */
export function asFile(svg: string, alt: string): string {
  const end = svg.indexOf(">") + 1;
  const head = svg.slice(0, end - 1);
  return `${head} role="img"><title>${escapeXml(alt)}</title><rect width="100%" height="100%" fill="#ffffff"/>${svg.slice(end)}\n`;
}

/**
 * Attributes by which the report finds a line or point again: its sample, its own id where that differs, what a reader is told
 * of it.
 */
export function sampleAttributes(sample: string, id: string, words = ""): string {
  const own = id === sample ? "" : ` data-id="${escapeXml(id)}"`;
  const about = words === "" ? "" : ` data-about="${escapeXml(words)}"`;
  return ` data-sample="${escapeXml(sample)}"${own}${about}`;
}
