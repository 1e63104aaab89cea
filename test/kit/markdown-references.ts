/** What a Markdown text points at. */
export interface References {
  /** Targets of links, without those to other sites. */
  readonly links: readonly string[];
  /** Texts in backticks that are paths in the repository, perhaps with `*` or `{a,b}`. */
  readonly paths: readonly string[];
  /** Texts in backticks that are names of files without a folder. */
  readonly files: readonly string[];
  /** Texts in backticks that are entries of libs: `#messaging/adapters/kafka`. */
  readonly entries: readonly string[];
  /** What `npm run` is said to run. */
  readonly scripts: readonly string[];
}

const FOLDERS = 'apps|bench|deploy|docs|examples|libs|test|tools';

export function referencesIn(text: string): References {
  const code = [...text.replaceAll(/```[^]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, each = '']) => each);
  const matching = (pattern: RegExp) => code.filter((each) => pattern.test(each));
  return {
    links: [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((each) => !/^\w+:/.test(each)),
    paths: matching(new RegExp(`^(${FOLDERS})/[^\\s<>…]*$`)),
    files: matching(/^[\w-]+(\.[\w-]+)*\.(ts|tsx|mjs|cjs|json|md|ya?ml)$/),
    entries: matching(/^#[a-z-]+(\/[a-z-]+)*$/),
    scripts: [...text.matchAll(/\bnpm run (?:-s |--silent )?([a-z][a-z:-]*)/g)].map(([, script = '']) => script),
  };
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsIn(text: string): readonly string[] {
  return [...text.replaceAll(/```[^]*?```/g, '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
