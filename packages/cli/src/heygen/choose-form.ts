import type { RequestField } from "@hyperframes-engine/heygen";

type Form = readonly RequestField[];

/** The form of a request that a given `type` names, or else the only one that has all fields that are given. */
export function chooseForm(
  forms: readonly Form[],
  given: ReadonlySet<string>,
  type: unknown,
): Form | undefined {
  if (type !== undefined) return forms.find((form) => typeOf(form) === type);
  const fitting = forms.filter(
    (form) => [...given].every((name) => form.some((field) => field.name === name)) && isWhole(form, given),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** What tells a form from the others; undefined if there are no others. */
export function typeOf(form: Form): string | undefined {
  const field = form.find(({ name }) => name === "type");
  return field?.choices.length === 1 ? field.choices[0] : undefined;
}

function isWhole(form: Form, given: ReadonlySet<string>): boolean {
  return form.every(({ name, required }) => !required || name === "type" || given.has(name));
}
