import type { z } from "zod";

/** One endpoint of HeyGen's v3 API: types, checks, help and the emulator follow from this. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With parameters in braces: `/v3/videos/{video_id}`. */
  readonly path: string;
  /** One line of help. */
  readonly summary: string;
  readonly query?: z.ZodObject;
  /** The JSON body, or the fields of a form if `form` is set. */
  readonly body?: z.ZodType;
  /** The body is `multipart/form-data`. */
  readonly form?: true;
  /** The whole answer, with its envelope. */
  readonly response: z.ZodType;
  /** The status of success. @default 200 */
  readonly status?: 202;
  /** Takes an `Idempotency-Key`: one key, one effect, for 24 hours. */
  readonly idempotencyKey?: true;
  /** Destroys something: a command asks first. */
  readonly destructive?: true;
}

/** Nouns and verbs, nested as in the command line. */
export interface EndpointTree {
  readonly [name: string]: Endpoint | EndpointTree;
}

/** What an endpoint is asked by: `GET /v3/videos/{video_id}`, and the rest of its exact type. */
type Declared<Method extends Endpoint["method"], Path extends string, Rest> = {
  readonly method: Method;
  readonly path: Path;
  readonly summary: string;
} & Rest;

/** Declares an endpoint by its method and path, and keeps its exact type. */
export function endpoint<
  Method extends Endpoint["method"],
  Path extends string,
  const Rest extends Omit<Endpoint, "method" | "path" | "summary">,
>(request: `${Method} ${Path}`, summary: string, rest: Rest): Declared<Method, Path, Rest> {
  const [method, path] = request.split(" ") as [Method, Path];
  return { method, path, summary, ...rest };
}

/** The names in braces of a path. */
export type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

type PathPart<E extends Endpoint> = [PathNames<E["path"]>] extends [never]
  ? { readonly path?: Readonly<Record<string, never>> }
  : { readonly path: Readonly<Record<PathNames<E["path"]>, string>> };
type QueryPart<E extends Endpoint> = E extends { readonly query: infer Q extends z.ZodObject }
  ? Record<string, never> extends z.input<Q>
    ? { readonly query?: z.input<Q> }
    : Partial<z.input<Q>> extends z.input<Q>
      ? { readonly query?: z.input<Q> }
      : { readonly query: z.input<Q> }
  : { readonly query?: undefined };
type BodyPart<E extends Endpoint> = E extends { readonly body: infer B extends z.ZodType }
  ? { readonly body: z.input<B> }
  : { readonly body?: undefined };

/** What a call of an endpoint needs: path parameters, query and body. */
export type RequestOf<E extends Endpoint> = PathPart<E> & QueryPart<E> & BodyPart<E>;

/** What an endpoint answers, envelope and all. */
export type ResponseOf<E extends Endpoint> = z.output<E["response"]>;

/** Every endpoint of a tree with the words of its command: `["avatar", "looks", "list"]`. */
export function endpointsOf(tree: EndpointTree, words: readonly string[] = []): ListedEndpoint[] {
  return Object.entries(tree).flatMap(([name, item]) => {
    const command = [...words, name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)];
    return isEndpoint(item) ? [{ command, endpoint: item }] : endpointsOf(item, command);
  });
}

/** An endpoint and the words that name it on the command line. */
export interface ListedEndpoint {
  readonly command: readonly string[];
  readonly endpoint: Endpoint;
}

/** The names in braces of a path, in order. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}

function isEndpoint(item: Endpoint | EndpointTree): item is Endpoint {
  return typeof item["method"] === "string";
}
