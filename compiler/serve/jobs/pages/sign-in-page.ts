/** Sign-in page: a token of the list of people, once. */
import { h } from "../../../render/hast.ts";
import type { Answer } from "../route.ts";
import { hidden, pageAnswer, type Reader } from "./frame.ts";

/** @param to where to go then */
export function signInPage(
  to: string,
  reader: Reader,
  problem: { status: number; message: string } | null = null,
): Answer {
  return pageAnswer(
    {
      title: "Sign in",
      status: problem?.status ?? 200,
      main: [
        h("h1", {}, "Sign in"),
        problem === null ? null : h("p", { className: ["banner"], role: "alert" }, problem.message),
        h(
          "form",
          { method: "post", action: "/ui/sign-in", className: ["sign-in"] },
          hidden("_csrf", reader.csrf()),
          hidden("to", to),
          h("label", { htmlFor: ["token"] }, "Your token"),
          h("input", {
            id: "token",
            name: "token",
            type: "password",
            required: true,
            autoComplete: ["current-password"],
            maxLength: 200,
          }),
          h("div", { className: ["buttons"] }, h("button", { type: "submit", className: ["approve"] }, "Sign in")),
        ),
        h(
          "p",
          { className: ["quiet"] },
          "It is what ",
          h("code", {}, "foodspec people add"),
          " printed when you were put on the list.",
        ),
      ],
    },
    reader,
  );
}

/** A page here, or the list: nobody is sent elsewhere. */
export const ownPage = (to: string | undefined): string =>
  to !== undefined && /^\/ui\/(?:jobs|runs)(?:\/[\w-]{1,100})?(?:\?[\w=&.%-]{0,200})?$/.test(to) ? to : "/ui/jobs";
