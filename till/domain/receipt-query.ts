/** Looking for a receipt by what is printed on one of its slips. */
import type {Receipt, Return, Sealed} from './entry.ts';

export type WantedReceipt =
	/** The till that sold, the day, and the printer's own number of the slip. */
	| {readonly by: 'slip'; readonly till: string; readonly day: string; readonly fiscalNumber: number}
	/** What stands under the fiscal part, or in the barcode there, without the number of the slip. */
	| {readonly by: 'sale'; readonly saleId: string};

/** A receipt and what came back of it, as far as whoever was asked knows. */
export interface FoundReceipt {
	readonly receipt: Sealed<Receipt>;
	readonly returns: readonly Sealed<Return>[];
}

export function isWanted({till, businessDay, saleId, slips}: Receipt, wanted: WantedReceipt): boolean {
	if (wanted.by === 'sale') return saleId === wanted.saleId;
	return (
		till === wanted.till &&
		businessDay === wanted.day &&
		slips.some(({fiscalNumber}) => fiscalNumber === wanted.fiscalNumber)
	);
}

/** The sale that a scanned or typed system number names (`systemNumberOf`), with or without the number of the slip. */
export function saleOfSystemNumber(text: string): string | undefined {
	const [, saleId] = /^([0-9A-Za-z-]{4,28}?)(?:-[1-9])?$/.exec(text.trim()) ?? [];
	return saleId;
}

/** What two memories know, each receipt and each return once; where they differ, as the first one has it. */
export function joinFound(first: readonly FoundReceipt[], second: readonly FoundReceipt[]): readonly FoundReceipt[] {
	const byId = new Map<string, FoundReceipt>();
	for (const {receipt, returns} of [...first, ...second]) {
		const known = byId.get(receipt._id);
		const all = [...(known?.returns ?? []), ...returns];
		const once = [...new Map(all.toReversed().map(each => [each._id, each])).values()].toReversed();
		byId.set(receipt._id, {receipt: known?.receipt ?? receipt, returns: once});
	}
	return [...byId.values()];
}
