/**
 * How far the writing is: a bar that is redrawn on a terminal, a plain line now and then elsewhere (a log, a pipe).
 *
 *   [████████████············] 1500/3133
 */
const width = 24;
const linesMax = 10;

export interface Output {
	write(text: string): unknown;
	readonly isTTY?: boolean;
}

export function progressOn(output: Output, totalCount: number): (doneCount: number) => void {
	if (output.isTTY === true) {
		return doneCount => {
			const filled = Math.round((width * doneCount) / totalCount);
			const bar = '█'.repeat(filled) + '·'.repeat(width - filled);
			output.write(`\r[${bar}] ${doneCount}/${totalCount}${doneCount === totalCount ? '\n' : ''}`);
		};
	}
	let nextCount = 0;
	return doneCount => {
		if (doneCount < nextCount && doneCount < totalCount) return;
		nextCount = doneCount + totalCount / linesMax;
		output.write(`${doneCount}/${totalCount}\n`);
	};
}
