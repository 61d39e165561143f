import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";

/** A commit that is to be made. */
export interface TestCommit {
  /** ISO 8601, of author and committer. */
  readonly date: string;
  readonly author: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A git repository of its own, which is deleted at the end of its block. */
export interface TestRepository extends AsyncDisposable {
  readonly path: string;
  commit(commit: TestCommit): Promise<void>;
  git(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<void>;
}

/** Makes an empty repository in a folder of a name. */
export async function makeRepository(name: string): Promise<TestRepository> {
  const above = await mkdtemp(join(tmpdir(), "hyperframes-git-"));
  const path = join(above, name);
  await mkdir(path);
  const git = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> => {
    const who = {
      GIT_COMMITTER_NAME: "T",
      GIT_COMMITTER_EMAIL: "t@example.org",
      GIT_CONFIG_GLOBAL: "/dev/null",
    };
    await execa("git", args, { cwd: path, env: { ...who, ...env } });
  };
  await git(["init", "--quiet", "--initial-branch=main"]);
  return {
    path,
    git,
    commit: async ({ date, author, files }) => {
      for (const [file, text] of Object.entries(files)) {
        await mkdir(dirname(join(path, file)), { recursive: true });
        await writeFile(join(path, file), text);
      }
      await git(["add", "--all"]);
      await git(["commit", "--quiet", "--message", "Work"], {
        GIT_AUTHOR_NAME: author,
        GIT_AUTHOR_EMAIL: "a@example.org",
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      });
    },
    [Symbol.asyncDispose]: () => rm(above, { recursive: true, force: true, maxRetries: 5 }),
  };
}
