import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top folder of this repository, absolute. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** Where the competitor, prepared compositions and references stay between runs: outside the repository. */
export const cache = join(tmpdir(), "hyperframes-bench");
