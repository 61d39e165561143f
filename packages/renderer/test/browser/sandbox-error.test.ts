import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { explainSandbox } from "../../src/browser/sandbox-error.ts";

async function explainWith(settings: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "proc-sys-"));
  try {
    for (const [path, value] of Object.entries(settings)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), `${value}\n`);
    }
    return await explainSandbox(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.each([
  ["kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0"],
  ["kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"],
  ["user/max_user_namespaces", "0", "user.max_user_namespaces=10000"],
])("names the setting %s, and the command that changes it", async (path, value, change) => {
  const allowed = { "user/max_user_namespaces": "1000", "kernel/unprivileged_userns_clone": "1" };
  const reason = await explainWith({ ...allowed, [path]: value });
  expect(reason).toMatch(/so only root may make user namespaces\. Type: sudo sysctl -w \S+\.$/);
  expect(reason).toContain(change);
});

test("says that namespaces are forbidden where no setting does it", async () => {
  expect(await explainWith({ "user/max_user_namespaces": "1000" })).toBe(
    "this machine does not let a plain user make user namespaces.",
  );
});
