import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import ts from 'typescript';
import { z } from 'zod';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');
/** What the snippets use besides the package; npm's cache has them, as the repository's own packages. */
const FRAMEWORKS = [
  '@bufbuild/protobuf',
  '@grpc/grpc-js',
  '@hono/node-server',
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/platform-fastify',
  '@types/express',
  '@types/node',
  'express',
  'fastify',
  'hono',
  'reflect-metadata',
  'rxjs',
];
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  types: ['node'],
};
const RESOLUTIONS = {
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, noEmit: true },
};
const locked = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

/** Every ```ts of the package's README, by the file that it says it is. */
export function snippets(): ReadonlyMap<string, string> {
  const readme = readFileSync(join(ROOT, 'libs/client/package/README.md'), 'utf8');
  return new Map(
    [...readme.matchAll(/```ts\n\/\/ (\S+\.ts)\n([^]*?)```/g)].map(([, name = '', text = '']) => [name, text]),
  );
}

/** An empty project that has installed the packed package, and holds the README's snippets. */
export class Consumer {
  private constructor(
    readonly folder: string,
    readonly tarball: string,
  ) {}

  /** Builds and packs the package first. `change`: of a snippet's text. */
  static async create(change: (text: string) => string): Promise<Consumer> {
    const { stdout } = await run(process.execPath, ['tools/pack-client.mjs'], { cwd: ROOT });
    const tarball = join(ROOT, stdout.trim().split('\n').at(-1) ?? '');
    const consumer = new Consumer(mkdtempSync(join(tmpdir(), 'keyward-consumer-')), tarball);
    const { packages } = locked.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
    const frameworks = FRAMEWORKS.map((name) => [name, packages[`node_modules/${name}`]?.version ?? '*'] as const);
    consumer.write('package.json', {
      private: true,
      type: 'module',
      dependencies: { ...Object.fromEntries(frameworks), '@keyward/client': `file:${tarball}` },
    });
    for (const [name, text] of snippets()) writeFileSync(join(consumer.folder, name), change(text));
    await run(
      'npm',
      ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: consumer.folder,
      },
    );
    return consumer;
  }

  /**
   * Compiles the snippets into `out`. Gives what TypeScript says about them and about the package, whose declarations are
   * checked like sources; other packages' are not.
   */
  compile(resolution: keyof typeof RESOLUTIONS): readonly string[] {
    const snippetFiles = [...snippets().keys()].map((name) => join(this.folder, name));
    const options = { ...OPTIONS, ...RESOLUTIONS[resolution], rootDir: this.folder, outDir: join(this.folder, 'out') };
    const host = ts.createCompilerHost(options);
    host.getCurrentDirectory = () => this.folder;
    const program = ts.createProgram(snippetFiles, options, host);
    const isOurs = ({ fileName }: ts.SourceFile) => snippetFiles.includes(fileName) || fileName.includes('/@keyward/');
    const checked = program.getSourceFiles().filter(isOurs);
    const diagnostics = [
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...checked.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
    ];
    program.emit();
    return diagnostics.map(
      ({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  }

  write(name: string, content: object): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, name), JSON.stringify(content, null, 2));
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
