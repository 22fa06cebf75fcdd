/** The roll of paper: what came out of a simulated printer, as lines of text with slip boundaries. */
export type SlipKind = 'receipt' | 'report' | 'other';

export interface PaperSlip {
	/** Running, from 1. */
	readonly id: number;
	readonly kind: SlipKind;
	readonly lines: readonly string[];
	readonly state: 'printing' | 'done' | 'cancelled';
	/** What the bars at its foot say. */
	readonly barcode?: string;
}

export interface Paper {
	begin(kind: SlipKind): void;
	print(lines: readonly string[]): void;
	finish(state: 'done' | 'cancelled', barcode?: string): void;
	readonly slips: readonly PaperSlip[];
}

export const columns = 40;
const slipsKeptMax = 200;

export function createPaper(onGrow: () => void): Paper {
	const slips: PaperSlip[] = [];
	let slipCount = 0;

	function change(to: (slip: PaperSlip) => PaperSlip): void {
		const last = slips.at(-1);
		if (last === undefined) return;
		slips[slips.length - 1] = to(last);
		onGrow();
	}

	return {
		slips,
		begin(kind) {
			slipCount += 1;
			slips.push({id: slipCount, kind, lines: [], state: 'printing'});
			if (slips.length > slipsKeptMax) slips.shift();
			onGrow();
		},
		print: lines => change(slip => ({...slip, lines: [...slip.lines, ...lines]})),
		finish: (state, barcode) => change(slip => ({...slip, state, ...(barcode !== undefined && {barcode})})),
	};
}

export function centred(text: string): string {
	return `${' '.repeat(Math.max(0, Math.floor((columns - text.length) / 2)))}${text}`;
}

/** The right part always whole, on a line of its own where both do not fit. */
export function pair(left: string, right: string): readonly string[] {
	const gap = columns - left.length - right.length;
	if (gap >= 1) return [`${left}${' '.repeat(gap)}${right}`];
	return [left.slice(0, columns), right.padStart(columns)];
}

export const rule = '-'.repeat(columns);

/** Grosze as printed: `12,34`. */
export function amount(grosze: number | bigint): string {
	const digits = String(grosze).padStart(3, '0');
	return `${digits.slice(0, -2)},${digits.slice(-2)}`;
}
