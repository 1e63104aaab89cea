import type { Abstract, FactoryProvider, ValueProvider } from '@nestjs/common';

declare const STANDS_FOR: unique symbol;

/** A provider's name in Nest's container, with the type of what it stands for. */
export type Token<T> = symbol & { readonly [STANDS_FOR]: T };

export function token<T>(name: string): Token<T> {
  return Symbol(name) as Token<T>;
}

/** A provider whose value the compiler holds against what `to` stands for. */
export function bind<T>(to: Token<T>, value: NoInfer<T>): ValueProvider<T> {
  return { provide: to, useValue: value };
}

type Name<T = unknown> = Token<T> | Abstract<T>;
type Named<N> = N extends Name<infer T> ? T : never;

/** The same for what is made of other providers. A class stands for its instances. */
export function bindFactory<T, const I extends readonly Name[]>(
  to: Name<T>,
  inject: I,
  factory: (...parts: { [K in keyof I]: Named<I[K]> }) => NoInfer<T>,
): FactoryProvider<T> {
  return { provide: to, inject: [...inject], useFactory: factory as FactoryProvider<T>['useFactory'] };
}
