import { openClient } from "../../src/client/open-client.ts";
import { makeNarration } from "../../src/narration/make-narration.ts";

// Has one narration made, in a process of its own: what it costs and what it tells are the parent's to look at.
const [url = "", cacheFolder = "", script = ""] = process.argv.slice(2);
const variables = { HEYGEN_API_KEY: "sk_process", HEYGEN_API_BASE: url, HEYGEN_ALLOW_HTTP: "1" };
const client = openClient({ variables, home: cacheFolder, now: Date.now, random: Math.random });
const clip = await makeNarration(
  { type: "avatar", avatar: "look_ada_studio", script },
  {
    client: () => client,
    apiBase: url,
    cacheFolder,
    locate: async (src) => Promise.resolve(src),
    now: Date.now,
    onProgress: ({ state }) => void process.stdout.write(`${state}\n`),
  },
);
process.stdout.write(`${clip.file}\n`);
