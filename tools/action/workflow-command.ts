import { randomUUID } from "node:crypto";

/**
 * Says something of which the runner makes an annotation:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotate(kind: "notice" | "warning" | "error", message: string): void {
  const escaped = message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  process.stdout.write(`::${kind}::${escaped}\n`);
}

/** What is printed until it is disposed of is only text to the runner, whatever it looks like. */
export function stopCommands(): Disposable {
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n`);
  return { [Symbol.dispose]: () => void process.stdout.write(`::${token}::\n`) };
}
