/** Untar: the plain files of a ustar archive, as the packages of a browser hold them. */

export interface ArchivedFile {
  /** Path inside the archive, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const block = 512;

/**
 * The files of an archive in its order; folders, links and devices are left out.
 *
 * @param archive whole archive, uncompressed
 * @throws Error where a header is damaged or a path would leave the folder it is unpacked into
 * @see POSIX.1-1988 (ustar), header of 512 bytes, sizes in octal
 */
export function untar(archive: Uint8Array): readonly ArchivedFile[] {
  const files: ArchivedFile[] = [];
  for (let at = 0; at + block <= archive.length; ) {
    const header = archive.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) break;
    const size = octal(header, 124, 12);
    const sum = octal(header, 148, 8);
    if (Number.isNaN(size) || sum !== checksum(header)) throw new Error("the archive is damaged");
    const type = String.fromCharCode(header[156]);
    const prefix = text(header, 345, 155);
    const path = prefix === "" ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
    const start = at + block;
    if (start + size > archive.length) throw new Error("the archive ends too early");
    if (type === "0" || type === "\0") {
      if (path.startsWith("/") || path.split("/").includes("..")) throw new Error(`the archive reaches out: ${path}`);
      files.push({ path, bytes: archive.subarray(start, start + size) });
    }
    at = start + Math.ceil(size / block) * block;
  }
  return files;
}

function text(header: Uint8Array, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}

const octal = (header: Uint8Array, from: number, length: number): number =>
  Number.parseInt(text(header, from, length).trim() || "0", 8);

/** Sum of the header's bytes with its own field read as blanks. */
function checksum(header: Uint8Array): number {
  let sum = 0;
  for (let k = 0; k < block; k++) sum += k >= 148 && k < 156 ? 32 : header[k];
  return sum;
}
