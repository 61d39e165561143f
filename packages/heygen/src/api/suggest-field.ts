import leven from "leven";

/** The parts of JSON Schema that tell which fields something may have. */
interface Form {
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Form>>;
  readonly items?: Form;
  readonly anyOf?: readonly Form[];
  readonly oneOf?: readonly Form[];
}

/** Where a field is: names, and places in lists. */
type Path = readonly PropertyKey[];

/** The field of a request that was most likely meant by an unknown one; undefined if none is close. */
export function suggestField(
  schema: object,
  { path, name, value }: { readonly path: Path; readonly name: string; readonly value: unknown },
): string | undefined {
  const wanted = plain(name);
  const near = fieldsAt(schema, path, value)
    .map((field) => ({ field, distance: leven(plain(field), wanted) }))
    .filter(({ field, distance }) => distance <= Math.max(1, Math.floor(plain(field).length / 4)))
    .toSorted((one, other) => one.distance - other.distance);
  return near[0]?.field;
}

function fieldsAt(schema: Form, [head, ...rest]: Path, value: unknown): string[] {
  const forms = formsOf(schema).filter((form) => fits(form, value));
  if (head === undefined) return [...new Set(forms.flatMap((form) => Object.keys(form.properties ?? {})))];
  const inner = (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[head];
  return forms.flatMap((form) => {
    const next = typeof head === "number" ? form.items : form.properties?.[String(head)];
    return next ? fieldsAt(next, rest, inner) : [];
  });
}

function formsOf(schema: Form): readonly Form[] {
  const choices = schema.anyOf ?? schema.oneOf;
  return choices ? choices.flatMap(formsOf) : [schema];
}

/** Whether nothing that tells forms apart, such as `type`, says that it is another. */
function fits({ properties = {} }: Form, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  const given = value as Readonly<Record<string, unknown>>;
  return Object.entries(properties).every(
    ([name, field]) => field.const === undefined || given[name] === undefined || given[name] === field.const,
  );
}

/** `avatarId` and `avatar-id` mean `avatar_id`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, "");
}
