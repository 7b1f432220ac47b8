/** Disk words: what the file system's codes mean to somebody who wants to write a report. */

const words: { readonly [code: string]: string } = {
  EACCES: "you have no permission",
  EPERM: "you have no permission",
  EROFS: "the disk is read-only",
  ENOTDIR: "a part of the path is a file, not a folder",
  EEXIST: "there is a file of that name",
  EISDIR: "it is a folder",
  ENOENT: "a folder of the path is not there",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "links lead in a circle",
  EBUSY: "another program holds it",
  EMFILE: "too many files are open",
  ENOTFILE: "it is no file, but a pipe or a device",
  ESTALE: "it was exchanged while it was read",
  ELINK: "its name is a link",
  ENOSPC: "the disk is full",
  EIO: "the disk has a fault",
};

/** A problem of the disk in words; the code itself where none are known. */
export function diskWords(error: unknown): string {
  const code = (error as { readonly code?: string } | null)?.code ?? "unknown";
  return Object.hasOwn(words, code) ? words[code] : code;
}
