/** Entry of a program with methods of a test: what tests of whole runs ask for. */
export { exportCommand } from "../../compiler/cli/work/export.ts";
export { verifyCommand } from "../../compiler/cli/work/verify.ts";
export { paperless } from "../fixtures/paperless.ts";
export { project } from "../fixtures/project.ts";
