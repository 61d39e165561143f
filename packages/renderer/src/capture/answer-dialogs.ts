import type { PageLog } from "../browser/page-log.ts";
import type { PageSession } from "../browser/page-session.ts";
import { dialogComplaint } from "../page/dialog-complaint.ts";

/** Answers dialogs that the page's own code could not, such as those of a page that is being left. */
export function answerDialogs(session: PageSession, log: PageLog): void {
  session.on("Page.javascriptDialogOpening", ({ type, defaultPrompt = "" }) => {
    log.addComplaint(dialogComplaint(type));
    // A page that is gone by then needs no answer.
    session
      .send("Page.handleJavaScriptDialog", { accept: true, promptText: defaultPrompt })
      .catch(() => undefined);
  });
}
