import { expect, test } from "vitest";
import { ShippedLibraries } from "../../src/browser/libraries/shipped-libraries.ts";
import { pageScript } from "../../src/browser/page-script.ts";
import { PageSession } from "../../src/browser/page-session.ts";
import type { PageMeasure } from "../../src/page/protocol.ts";
import { browsers, wishFor } from "../support/browsers.ts";
import { openTestHost } from "../support/open-host.ts";
import { pageSpecOf } from "../support/open-studio.ts";
import { projectOf } from "../support/project-of.ts";

const setup = { holdCallbacks: false, ownClock: false, beginFrameControl: false };
const pages = {
  plain: `<!doctype html><html lang="en"><head><meta charset="utf-8">
<link href="https://fonts.googleapis.com/css2?family=Inter" rel="stylesheet">
<script>window.first = typeof __hyperframesAgent;</script>
<script src="https://cdn.jsdelivr.net/npm/gsap@3.14.2/dist/gsap.min.js"></script></head>
<body style="font-family: Inter"><p>https://cdn.jsdelivr.net/npm</p></body></html>`,
  bare: "<title>No head</title><script>window.first = typeof __hyperframesAgent;</script>",
};

test.each(Object.entries(pages))(
  "a browser that nobody drives gets the agent first, and libraries without the network, in a page: %s",
  async (name, html) => {
    await using folder = await projectOf({ [`${name}/index.html`]: html });
    const spec = pageSpecOf(name, { compositionId: null });
    const delivery = {
      kind: "html",
      agent: () => pageScript({ ...spec, ...setup }),
      libraries: new ShippedLibraries(folder.path),
    } as const;
    await using host = await openTestHost(folder.path, { services: { delivery } });
    const lease = await browsers.lease(await wishFor({ issueFrames: false }), new AbortController().signal);
    const window = { width: 320, height: 180, beginFrameControl: false };
    await using page = await PageSession.open(
      { launched: lease.launched, access: host.guard.access },
      window,
    );
    // The password alone: nothing is put into the page, and no request is answered.
    await page.send("Fetch.enable", { handleAuthRequests: true });
    page.on("Fetch.requestPaused", ({ requestId }) => void page.send("Fetch.continueRequest", { requestId }));
    page.on("Fetch.authRequired", ({ requestId }) => {
      const { username, password } = host.guard.access;
      const authChallengeResponse = { response: "ProvideCredentials", username, password } as const;
      void page.send("Fetch.continueWithAuth", { requestId, authChallengeResponse });
    });
    await page.send("Page.enable");
    const loaded = page.next("Page.loadEventFired");
    await page.send("Page.navigate", { url: spec.url });
    await loaded;
    expect(await page.evaluate("window.first")).toBe("object");
    const measure = await page.evaluate<PageMeasure>("__hyperframesAgent.measure()");
    expect(measure.clips).toEqual([]);
    expect([...host.guard.refused, ...host.guard.unreachable]).toEqual([]);
    if (name === "bare") return;
    expect(await page.evaluate("gsap.version")).toBe("3.14.2");
    expect(
      await page.evaluate("document.fonts.load('12px Inter').then(faces => faces.length)"),
    ).toBeGreaterThan(0);
    expect(await page.evaluate("document.querySelector('p').textContent")).toBe(
      "https://cdn.jsdelivr.net/npm",
    );
  },
);
