import { homedir } from "node:os";
import { unpackChromium } from "../packages/renderer/src/browser/program/unpack-chromium.ts";
import { defaultCacheFolder } from "../packages/renderer/src/index.ts";

// Where a render will look for it, so that the first one need not wait.
await unpackChromium(defaultCacheFolder(process.env, homedir()));
