import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ServedProject } from "./served-project.ts";

const served = ServedProject.use();
const { ask } = served;

describe("what is not served", () => {
  it.each([
    "/../secret.txt",
    "/media/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E%2Fsecret.txt",
    "/..%2fsecret.txt",
    "/media/..%2f..%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/media/ten.mp4%00.html",
    "/%c0%ae%c0%ae/secret.txt",
    "/%",
    "/.git/config",
    "/.env",
    "/media/.hidden/x",
    "/./index.html",
  ])("refuses %s", async (path) => {
    await mkdir(join(served.folder, ".git"));
    await writeFile(join(served.folder, ".git", "config"), "secret");
    await writeFile(join(served.folder, ".env"), "secret");
    const { status, body } = await ask(path);
    expect(status).toBe(403);
    expect(body).not.toContain("secret\n");
    expect(served.server.files.refused).toHaveLength(1);
  });

  it.each(["/%252e%252e/secret.txt", "//etc/passwd", "/%2fetc%2fpasswd"])(
    "looks for %s within the project only",
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 404 });
    },
  );

  it("refuses a link that leads out, to a file or through a folder", async () => {
    await symlink("../secret.txt", join(served.folder, "leak.txt"));
    await symlink("..", join(served.folder, "up"));
    expect(await ask("/leak.txt")).toMatchObject({ status: 403 });
    expect(await ask("/up/secret.txt")).toMatchObject({ status: 403 });
    expect(await ask("/up/")).toMatchObject({ status: 403 });
    expect(served.server.files.refused[0]).toEqual({
      path: "leak.txt",
      reason: "a symbolic link leads out of the project folder",
    });
  });

  it("refuses a folder's index.html that leads out", async () => {
    await symlink("../../secret.txt", join(served.folder, "media", "index.html"));
    expect(await ask("/media/")).toMatchObject({ status: 403 });
  });

  it("refuses a folder beside the project whose name begins alike", async () => {
    await mkdir(`${served.folder}-private`);
    await writeFile(join(`${served.folder}-private`, "a.txt"), "secret");
    await symlink(`${served.folder}-private`, join(served.folder, "beside"));
    expect(await ask("/beside/a.txt")).toMatchObject({ status: 403 });
  });

  it("refuses a link to a hidden file of the project", async () => {
    await writeFile(join(served.folder, ".env"), "secret");
    await symlink(".env", join(served.folder, "env.txt"));
    expect(await ask("/env.txt")).toMatchObject({ status: 403 });
  });

  it("refuses a named pipe, which would never end", async () => {
    execFileSync("mkfifo", [join(served.folder, "pipe.mp4")]);
    expect(await ask("/pipe.mp4")).toMatchObject({ status: 403 });
  });

  it.skipIf(process.getuid?.() === 0)("says that a file cannot be read", async () => {
    await chmod(join(served.folder, "index.html"), 0);
    const { status, body } = await ask("/index.html");
    expect([status, body]).toEqual([403, "index.html is not served: it cannot be read (EACCES).\n"]);
  });

  it.each([
    "localhost",
    "127.0.0.1",
    "evil.example",
    "project.localhost.evil.example",
    "project.localhost:81",
  ])("refuses the host %s", async (host) => {
    expect(await ask("/index.html", { headers: { host } })).toMatchObject({ status: 403 });
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuses %s", async (method) => {
    const { status, headers } = await ask("/index.html", { method });
    expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  it("refuses an address in full, which only a proxy is asked", async () => {
    expect(await ask("http://project.localhost/index.html")).toMatchObject({ status: 400 });
  });
});
