import { describe, expect, it } from "vitest";
import { whyNot } from "../../../compiler/print/why-not.ts";

describe("why a browser does not start", () => {
  it.each([
    [
      "browserType.launch: …\n/x/chromium: error while loading shared libraries: libnss3.so: cannot open shared object file",
      "this machine lacks the library libnss3.so",
    ],
    ["browserType.launch: Executable doesn't exist at /root/.cache/ms-playwright/chromium", "it is not installed"],
    ["browserType.launch: spawn /opt/none ENOENT", "it is not installed"],
    ["browserType.launch: spawn /opt/locked EACCES", "it may not be executed"],
    ["spawn Exec format error", "it is not a program for this machine"],
    ["browserType.launch: Timeout 30000ms exceeded.", "it did not answer"],
    ["browserType.launch: Target page, context or browser has been closed\nBrowser logs:\n…", "it stopped at once"],
    ["ENOSPC: no space left on device, write", "the disk has no room to unpack it"],
    ["its version 99.0 is too old, 131 is needed", "its version 99.0 is too old, 131 is needed"],
    [
      "EEXIST: file already exists, mkdir '/home/ann/lab/.foodspec/browser'\n    at mkdir",
      "EEXIST: file already exists, mkdir 'browser'",
    ],
    ["cannot read C:\\Users\\Ann\\chrome.exe", "cannot read chrome.exe"],
  ])("is said in a few words for %j", (message, reason) => expect(whyNot(new Error(message))).toBe(reason));
});
