/** Results for people: a table on the screen, the same as Markdown. */
import type {Result, Row} from './benchmark.ts';

const heads = ['ratio', 'measure', 'ours', 'stock', 'reach'] as const;

/** Ratios first. */
function cells({measure, ours, stock, ratio, reach}: Row): readonly string[] {
	return [
		ratio === undefined ? '' : `${ratio >= 10 ? Math.round(ratio) : ratio.toFixed(1)}×`,
		measure,
		ours,
		stock ?? '',
		reach === undefined ? '' : `${reach.reached ? '✓' : '✗'} ${reach.target}`,
	];
}

export function showTable({rows, notes}: Result): string {
	const lines = [heads, ...rows.map(cells)];
	const widths = heads.map((_, column) => Math.max(...lines.map(line => (line[column] ?? '').length)));
	const shown = lines.map(line => `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`);
	return [...shown.map(line => line.trimEnd()), '', ...notes.map(note => `  ${note}`)].join('\n');
}

export function markdownTable({rows, notes}: Result): string {
	const lines = [heads, heads.map(() => '---'), ...rows.map(cells)].map(line => `| ${line.join(' | ')} |`);
	return [...lines, '', ...notes.map(note => `- ${note}`)].join('\n');
}
