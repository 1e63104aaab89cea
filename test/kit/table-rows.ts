/** The cells of the rows of all Markdown tables in `text` whose first column has the heading `first`. */
export function tableRows(text: string, first: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  let isInside = false;
  for (const line of text.split('\n')) {
    const cells = line.startsWith('|')
      ? line
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.trim())
      : [];
    if (cells.length === 0) isInside = false;
    else if (!isInside) isInside = cells[0] === first;
    else if (!/^:?-+:?$/.test(cells[0] ?? '')) rows.push(cells);
  }
  return rows;
}
