import { videoScript } from "../browser/page-script.ts";
import type { PageSession } from "../browser/page-session.ts";
import { BrowserError } from "../errors.ts";
import { videoBinding } from "../page/protocol.ts";
import { handOutRoots } from "./open-videos.ts";

const unattended = "__hyperframesAgent.unattendedVideos()";

/** Gives a page what it needs to show videos that its scripts make, whenever it asks for that. Call before it is loaded. */
export function attendVideos(session: PageSession): void {
  let attending: Promise<void> = Promise.resolve();
  session.on("Runtime.bindingCalled", ({ name }) => {
    if (name !== videoBinding) return;
    attending = attending
      .then(() => attend(session))
      .catch((error: unknown) => session.abandon(new BrowserError("A video cannot be attended to.", error)));
  });
}

async function attend(session: PageSession): Promise<void> {
  if (!(await session.evaluate<boolean>("'__hyperframesOpenVideo' in globalThis"))) {
    await session.evaluate(await videoScript());
  }
  const count = await handOutRoots(session, unattended);
  await session.evaluate(`__hyperframesAgent.attendedVideos(${count})`);
}
