/** Sentences that depend on a count `n`; the forms a language lacks may be left out. */
export interface Plural {
  zero?: string;
  one?: string;
  two?: string;
  few?: string;
  many?: string;
  other: string;
}

/** A sentence with `{placeholders}` and, in rich text, `**strong**` parts. */
export type Message = string | Plural;

/** The same keys in another language. */
export type Translation<T> = { readonly [K in keyof T]: Message };

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

type NamesOf<M> = M extends string ? Names<M> : 'n' | Names<M[keyof M]>;

/** What a message needs filled in. A number is written as the language writes numbers. */
export type ParamsOf<M> = [NamesOf<M>] extends [never]
  ? []
  : [params: { [K in NamesOf<M>]: K extends 'n' ? number : string | number }];
