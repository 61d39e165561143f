import { CompositionError } from "../errors.ts";
import { projectPath } from "./page-log.ts";
import type { PageSession } from "./page-session.ts";

/** Addresses that the browser hands over to other programs leave the page where it is. */
const leaving = /^(?:https?|about|blob|data|file):/i;

/** Makes everything that waits for a page fail once it goes elsewhere. Call when the page's own address has been asked for. */
export function stayOnPage(session: PageSession): void {
  session.on("Page.frameStartedNavigating", ({ frameId, url, navigationType }) => {
    if (frameId !== session.mainFrame || !leaving.test(url)) return;
    const verb = /reload/i.test(navigationType) ? "reloads itself" : `goes to ${addressOf(url)}`;
    session.abandon(
      new CompositionError(
        `the page ${verb} while it is filmed, and what follows would not be it. Take out what makes it (location, ` +
          "history, a link, a form, a refresh), or render that other page.",
      ),
    );
  });
}

function addressOf(url: string): string {
  const path = projectPath(url);
  return path === url ? path : `${url} (${path})`;
}
