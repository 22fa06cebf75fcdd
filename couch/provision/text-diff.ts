/** Two texts line by line, as people read a change: what went, what came, and a little of what stayed around it. */

interface Line {
	readonly sign: ' ' | '-' | '+';
	readonly text: string;
}

/** Lines that begin with `-`, `+` or a space, with `…` for what is left out; none for equal texts. */
export function diffLines(before: string, after: string, contextLines = 2): readonly string[] {
	const lines = compare(before.split('\n'), after.split('\n'));
	const near = lines.map((_, index) =>
		lines.slice(Math.max(0, index - contextLines), index + contextLines + 1).some(({sign}) => sign !== ' '),
	);
	return lines.flatMap(({sign, text}, index) => {
		if (near[index]) return [`${sign} ${text}`];
		return near[index - 1] === true ? ['  …'] : [];
	});
}

/** The shortest way from one list to the other by Myers' algorithm: first what is equal at both ends is set aside. */
function compare(before: readonly string[], after: readonly string[]): readonly Line[] {
	const shorter = Math.min(before.length, after.length);
	let head = 0;
	while (head < shorter && before[head] === after[head]) head += 1;
	let tail = 0;
	while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
	const stayed = (lines: readonly string[]): readonly Line[] => lines.map(text => ({sign: ' ', text}));
	return [
		...stayed(before.slice(0, head)),
		...shortestEdit(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
		...stayed(before.slice(before.length - tail)),
	];
}

/** For each number of edits, how far one gets in `before` on each diagonal; then the way back from the end. */
function shortestEdit(before: readonly string[], after: readonly string[]): readonly Line[] {
	const trace: Map<number, number>[] = [];
	let reached = new Map<number, number>([[1, 0]]);
	for (let edits = 0; ; edits += 1) {
		trace.push(reached);
		const next = new Map(reached);
		for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
			let x = firstStep(reached, diagonal, edits);
			while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
			next.set(diagonal, x);
			if (x >= before.length && x - diagonal >= after.length) return wayBack(trace, before, after);
		}
		reached = next;
	}
}

function comesDown(reached: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
	return (
		diagonal === -edits || (diagonal !== edits && (reached.get(diagonal - 1) ?? 0) < (reached.get(diagonal + 1) ?? 0))
	);
}

function firstStep(reached: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
	return comesDown(reached, diagonal, edits) ? (reached.get(diagonal + 1) ?? 0) : (reached.get(diagonal - 1) ?? 0) + 1;
}

function wayBack(
	trace: readonly ReadonlyMap<number, number>[],
	before: readonly string[],
	after: readonly string[],
): readonly Line[] {
	const lines: Line[] = [];
	let [x, y] = [before.length, after.length];
	for (const [edits, reached] of [...trace.entries()].reverse()) {
		const diagonal = x - y;
		const down = comesDown(reached, diagonal, edits);
		const fromX = edits === 0 ? 0 : (reached.get(down ? diagonal + 1 : diagonal - 1) ?? 0);
		const fromY = edits === 0 ? 0 : fromX - (down ? diagonal + 1 : diagonal - 1);
		while (x > fromX && y > fromY) {
			x -= 1;
			y -= 1;
			lines.push({sign: ' ', text: before[x] ?? ''});
		}
		if (edits === 0) break;
		if (down) lines.push({sign: '+', text: after[fromY] ?? ''});
		else lines.push({sign: '-', text: before[fromX] ?? ''});
		[x, y] = [fromX, fromY];
	}
	return lines.reverse();
}
