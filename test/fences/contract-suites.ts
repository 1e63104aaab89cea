import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** Text by path. */
export type Sources = ReadonlyMap<string, string>;

/** Ports that have no suite of their own, and the suite that runs them. */
const RUN_BY: Readonly<Record<string, string>> = {
  Publisher: 'messagingContract',
  Subscriber: 'messagingContract',
  Subscription: 'messagingContract',
};
const SUITE = /\/testing\/[^/]*\.contract\.ts$/;
const SPEC = /\.(contract|engine)\.spec\.ts$/;
const suiteOf = (port: string): string => RUN_BY[port] ?? `${port.charAt(0).toLowerCase()}${port.slice(1)}Contract`;
const isSuite = (name: string): boolean => /^[a-z]\w*Contract$/.test(name);

export function sourcesIn(root: string, pattern: string): Sources {
  return new Map(globSync(pattern, { cwd: root }).map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** What keeps a contract suite from registering all of its tests, for whoever calls it. */
export function faultsOfSuites(sources: Sources): string[] {
  return [...sources.keys()].filter((path) => SUITE.test(path)).flatMap((path) => faultsOfSuite(parse(sources, path)));
}

/** What keeps an adapter from running, whole, the suite of each port that it implements. */
export function faultsOfAdapters(sources: Sources): string[] {
  return implementationsIn(sources).flatMap(({ path, name, port }) => {
    const suite = suiteOf(port);
    const specs = [...sources.keys()].filter((spec) => SPEC.test(spec) && dirname(spec) === dirname(path));
    const runs = specs.filter((spec) => runsSuite(sources, spec, suite).some((start) => leadsTo(sources, start, path)));
    if (runs.length === 0) return [`${name} implements ${port}, but no spec beside it runs ${suite} on it`];
    return runs.flatMap((spec) => faultsOfTests(parse(sources, spec)));
  });
}

interface Implementation {
  readonly path: string;
  readonly name: string;
  readonly port: string;
}

/** What implements a port: an interface that has a suite, or in an adapter one from outside of its folder. */
export function implementationsIn(sources: Sources): Implementation[] {
  const suites = [...sources].filter(([path]) => SUITE.test(path)).map(([, text]) => text);
  return [...sources]
    .filter(([path, text]) => !/\/testing\/|\.spec\.ts$/.test(path) && text.includes(' implements '))
    .flatMap(([path]) => {
      const file = parse(sources, path);
      const imports = importsOf(file);
      const fromOutside = (port: string): boolean => dirname(imports.get(port) ?? path) !== dirname(path);
      return file.statements.filter(ts.isClassDeclaration).flatMap(({ name, heritageClauses = [] }) =>
        heritageClauses
          .filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
          .flatMap(({ types }) => types.map(({ expression }) => expression.getText(file)))
          .filter(
            (port) =>
              (path.includes('/adapters/') && fromOutside(port)) ||
              suites.some((suite) => suite.includes(`export function ${suiteOf(port)}(`)),
          )
          .map((port) => ({ path, name: name?.text ?? 'a class', port })),
      );
    });
}

function parse(sources: Sources, path: string): ts.SourceFile {
  return ts.createSourceFile(path, sources.get(path) ?? '', ts.ScriptTarget.Latest, true);
}

/** The file that each imported name comes from, as far as it is named by its path. */
function importsOf(file: ts.SourceFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const statement of file.statements.filter(ts.isImportDeclaration)) {
    const from = (statement.moduleSpecifier as ts.StringLiteral).text;
    const path = from.startsWith('.') ? normalize(join(dirname(file.fileName), from)).replace(/\.js$/, '.ts') : from;
    const names = statement.importClause?.namedBindings;
    if (names !== undefined && ts.isNamedImports(names))
      for (const { name, propertyName } of names.elements) if (propertyName === undefined) found.set(name.text, path);
  }
  return found;
}

/** For each time that a spec runs the suite in any case: the files of what it hands to it. */
function runsSuite(sources: Sources, spec: string, suite: string): string[][] {
  const file = parse(sources, spec);
  const imports = importsOf(file);
  if (!SUITE.test(imports.get(suite) ?? '')) return [];
  return file.statements
    .map(calledBy)
    .filter((call) => call?.expression.getText(file) === suite)
    .map((call) => call?.arguments.flatMap((argument) => within(argument).filter(ts.isIdentifier)) ?? [])
    .map((identifiers) => identifiers.flatMap(({ text }) => imports.get(text) ?? []));
}

/** Whether one of `starts`, or what it imports from its own folder, is `path`. */
function leadsTo(sources: Sources, starts: readonly string[], path: string): boolean {
  const reached = new Set(starts.filter((start) => dirname(start) === dirname(path)));
  for (const from of reached)
    for (const next of importsOf(parse(sources, from)).values()) if (dirname(next) === dirname(path)) reached.add(next);
  return reached.has(path);
}

function faultsOfSuite(file: ts.SourceFile): string[] {
  const suites = file.statements.filter(ts.isFunctionDeclaration).filter(({ name }) => isSuite(name?.text ?? ''));
  if (suites.length === 0) return [`${file.fileName} has no suite`];
  const registered = new Set<ts.Node>();
  const faults = suites.flatMap((suite) => {
    const before = registered.size;
    const found = faultsOfBlock(suite.body, file, registered);
    return registered.size > before ? found : [...found, `${String(suite.name?.text)} has no test`];
  });
  const elsewhere = within(file)
    .filter((node) => ts.isCallExpression(node) && /^it\b|^test\b/.test(node.expression.getText(file)))
    .filter((call) => ts.isExpressionStatement(call.parent) && !registered.has(call.parent))
    .map((call) => `${placeOf(call)} registers a test only sometimes`);
  return [...faults, ...elsewhere, ...faultsOfTests(file)];
}

/** Of a suite, or of a `describe` in it: only what comes in any case counts as registered. */
function faultsOfBlock(block: ts.Node | undefined, file: ts.SourceFile, registered: Set<ts.Node>): string[] {
  if (block === undefined || !ts.isBlock(block)) return [`${file.fileName} has a group of tests that is no block`];
  return block.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement) || ts.isFunctionDeclaration(statement)) return [];
    const call = calledBy(statement);
    if (call === undefined) return [`${placeOf(statement)} may leave out tests`];
    const callee = call.expression.getText(file);
    if (/^describe\b/.test(callee)) {
      const body = call.arguments[1];
      return faultsOfBlock(body && ts.isArrowFunction(body) ? body.body : undefined, file, registered);
    }
    if (/^it\b/.test(callee) || isSuite(callee)) registered.add(statement);
    return [];
  });
}

/** Tests are registered by a plain statement: nothing is skipped, nothing runs alone, under whatever name. */
function faultsOfTests(file: ts.SourceFile): string[] {
  const imported = file.statements
    .filter(ts.isImportDeclaration)
    .filter(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text === '@jest/globals')
    .flatMap(({ importClause }) => (importClause === undefined ? [] : within(importClause)))
    .filter(ts.isImportSpecifier);
  const strange = imported
    .filter(({ name, propertyName }) => propertyName !== undefined || /^[fx](it|test|describe)$/.test(name.text))
    .map((specifier) => `${placeOf(specifier)} imports ${specifier.getText(file)}`);
  const used = within(file)
    .filter(ts.isIdentifier)
    .filter(({ text, parent }) => /^(it|test|describe)$/.test(text) && !ts.isImportSpecifier(parent))
    .filter((identifier) => !isPlainRegistration(identifier))
    .map((identifier) => `${placeOf(identifier)} uses ${identifier.parent.getText(file).slice(0, 40)}`);
  return [...strange, ...used];
}

/** `it(…)`, or `it.each(…)(…)`, alone in its statement. */
function isPlainRegistration({ parent }: ts.Node): boolean {
  const isEach = ts.isPropertyAccessExpression(parent) && parent.name.text === 'each';
  const call = isEach ? parent.parent.parent : parent;
  return ts.isCallExpression(call) && ts.isExpressionStatement(call.parent);
}

function calledBy(statement: ts.Statement): ts.CallExpression | undefined {
  return ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression)
    ? statement.expression
    : undefined;
}

function within(node: ts.Node): ts.Node[] {
  return [node, ...node.getChildren().flatMap(within)];
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${String(file.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
}
