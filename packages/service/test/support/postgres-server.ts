import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** Where Debian keeps what is not for the PATH. */
const folder = globSync("/usr/lib/postgresql/*/bin")
  .toSorted()
  .findLast((path) => existsSync(join(path, "initdb")));

/** Whether this machine has PostgreSQL; Debian's package is called postgresql. */
export const hasPostgres = folder !== undefined;

/** A real server with an empty database, that is gone with its folder in the end. It listens at a socket alone. */
export class PostgresServer implements AsyncDisposable {
  readonly #data: string;
  readonly #user: { readonly uid?: number; readonly gid?: number };

  private constructor(data: string, user: { readonly uid?: number; readonly gid?: number }) {
    this.#data = data;
    this.#user = user;
  }

  static async start(): Promise<PostgresServer> {
    const data = await mkdtemp(join(tmpdir(), "hyperframes-postgres-"));
    // It refuses to run as root.
    const user = userInfo().uid === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
    if (user.uid !== undefined) await chown(data, user.uid, user.gid);
    const server = new PostgresServer(data, user);
    await server.#run("initdb", ["--username=hyperframes", "--auth=trust", "--no-sync", "--encoding=UTF8"]);
    await server.begin();
    return server;
  }

  /** `postgres://…`. */
  get url(): string {
    return `postgres://hyperframes@localhost/postgres?host=${encodeURIComponent(this.#data)}`;
  }

  /** Starts it, and waits until it answers. */
  async begin(): Promise<void> {
    const options = `-k ${this.#data} -c listen_addresses= -c fsync=off -c max_connections=60`;
    await this.#run("pg_ctl", ["start", "--wait", "--options", options, "--log", join(this.#data, "log")]);
  }

  /** Ends it, as a restart of its machine would. */
  async end(): Promise<void> {
    await this.#run("pg_ctl", ["stop", "--mode=immediate", "--wait"]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end().catch(() => undefined);
    await rm(this.#data, { recursive: true, force: true });
  }

  async #run(program: string, words: readonly string[]): Promise<void> {
    const child = spawn(join(folder ?? "", program), [...words, "--pgdata", this.#data], {
      ...this.#user,
      cwd: this.#data,
      env: { ...process.env, LC_ALL: "C" },
      // The server would keep a pipe open.
      stdio: ["ignore", "ignore", "inherit"],
    });
    const [code] = (await once(child, "exit")) as [number];
    if (code !== 0) throw new Error(`${program} has ended with code ${code}.`);
  }
}

function idOf(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
}
