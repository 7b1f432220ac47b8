/** Ids of spectra that have none but their file's name. */

/**
 * A name a path: the file's, without `.gz` and without its extension; one of digits alone belongs to the name (`RT_01.0`
 * and `RT_01.1` are two measurements). Where two are alike all have their folders before them.
 */
export function fileIds(paths: readonly string[]): string[] {
  const names = paths.map((path) => bare(path.slice(path.lastIndexOf("/") + 1)));
  return new Set(names).size === names.length ? names : paths.map(bare);
}

const bare = (path: string): string => path.replace(/\.gz$/i, "").replace(/(?<=[^/])\.(?!\d+$)[^./]*$/, "");
