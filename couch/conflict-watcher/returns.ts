/**
 * Returns by the receipt that they are of, and whether more came back of a line than was sold on it.
 *
 *   seen: ──► returned:<receipt>:<return> ──► everything of the receipt is read, in all months ──► over-returned:
 *                                                  │ the receipt is not settled yet
 *                                                  └──► awaited:<receipt> ──► read again when it is
 *
 * R1  A return is noted before anything is read: of two that are settled at one moment, whoever reads later reads both.
 * R2  Counted are originals, as the ledgers name them: whichever till wrote them, in whatever month and order.
 * R3  A receipt that has not been settled is awaited on disk before the checkpoint goes past its return; whoever takes up
 *     a checkpoint looks afterwards for what is awaited.
 * R4  Nothing is asked for an ordinary receipt. A return costs a question to each month's ledger, however many returns
 *     the month has.
 */
import {parseEntryId} from '../../till/domain/chain.ts';
import type {Receipt, Return} from '../../till/domain/entry.ts';
import type {DifferenceSide} from '../documents/audit.ts';
import {readEntry} from '../documents/entries.ts';
import {
	awaitedNote,
	awaitedRange,
	type LedgerNote,
	receiptAwaited,
	returnedNote,
	returnedRange,
	returnIn,
} from '../documents/ledger.ts';
import type {CouchDatabase} from '../server.ts';
import type {Content} from './content.ts';
import type {Month} from './inspector.ts';
import type {KnownNumbers} from './known-numbers.ts';
import type {EntryLeaves} from './leaf.ts';
import {note} from './ledger.ts';
import {isAtHome, type Original, readOriginals} from './originals.ts';
import {type LineReturn, linesOf, nothing, returnedLines, strangeness} from './over-return.ts';
import {bringOverReturned, contentBytesMax, type FoundLine, type FoundReturn} from './over-return-report.ts';
import {type Side, sideOf} from './reports.ts';

const rangeCountPerRequest = 200;

export interface ReturnsOptions {
	readonly audit: CouchDatabase;
	readonly months: () => readonly Month[];
	readonly known: Pick<KnownNumbers, 'isIn'>;
	readonly now: () => Date;
	readonly log: (line: string) => void;
}

/** A return that stands. */
interface Standing {
	readonly side: DifferenceSide;
	readonly returned: Pick<Return, 'lines' | 'deposits'>;
}
interface Gathered {
	contentBytes: number;
	readonly returns: Map<string, Standing>;
}
type StandingById = ReadonlyMap<string, Standing>;

export class Returns {
	readonly #options: ReturnsOptions;
	/** Receipts that returns are of and that have not been settled. */
	readonly #awaited = new Set<string>();

	constructor(options: ReturnsOptions) {
		this.#options = options;
	}

	/** Takes up what is awaited since a month's returns were read; to be called after its checkpoint is. */
	async load({ledger}: Month): Promise<void> {
		const [noteIds = []] = await ledger.idsIn([awaitedRange]);
		for (const id of noteIds) this.#awaited.add(receiptAwaited(id));
	}

	/** Takes note of settled entries of a month, and reports the lines of which too much came back. */
	async follow(month: Month, entries: readonly EntryLeaves[]): Promise<void> {
		const notes = entries.flatMap(returnedNotes);
		const receipts = new Set([
			...entries.map(({id}) => id).filter(id => this.#awaited.has(id)),
			...notes.map(({receipt}) => receipt),
		]);
		if (receipts.size === 0) return;
		await note(
			month.ledger,
			notes.map(({stored}) => stored),
		);
		const settled = await this.#settledReceipts([...receipts]);
		await this.#await(
			month,
			[...receipts].filter(id => !settled.has(id)),
		);
		const standing = await this.#standing([...settled.keys()]);
		for (const [id, receipt] of settled) {
			await this.#judge(receipt, standing.get(id) ?? new Map());
			this.#awaited.delete(id);
		}
	}

	async #await({ledger}: Month, receipts: readonly string[]): Promise<void> {
		const unknown = receipts.filter(id => !this.#awaited.has(id));
		await note(ledger, unknown.map(awaitedNote));
		for (const id of unknown) this.#awaited.add(id);
	}

	/** The receipts among these that have an original; asked are only the months in which their number is known. */
	async #settledReceipts(receipts: readonly string[]): Promise<ReadonlyMap<string, Original>> {
		const {months, known} = this.#options;
		const settled = new Map<string, Original>();
		for (const month of months()) {
			const there = receipts.filter(id => {
				const parts = parseEntryId(id);
				return parts !== undefined && known.isIn(month.month, parts.till, parts.entry);
			});
			for await (const originals of readOriginals(month, there)) {
				for (const original of originals) {
					if (!settled.has(original.entry) || isAtHome(original)) settled.set(original.entry, original);
				}
			}
		}
		return settled;
	}

	async #judge(receipt: Original, returns: StandingById): Promise<void> {
		const {audit, now, log} = this.#options;
		const read = readEntry(receipt.content);
		// What cannot be read has been reported as malformed, and nobody knows what was sold on it.
		if (!read.ok || read.value.type !== 'receipt') return;
		for (const found of foundLines(receipt, read.value, returns)) {
			if (!(await bringOverReturned(audit, {found, at: now()}))) continue;
			log(`${receipt.entry}: more came back of line ${found.line} than was sold on it`);
		}
	}

	/**
	 * The returns of receipts that stand, by the receipt; one that stands in two months is one return. No more of their
	 * contents are carried along than a report may hold.
	 */
	async #standing(receipts: readonly string[]): Promise<ReadonlyMap<string, StandingById>> {
		const found = new Map(receipts.map((id): [string, Gathered] => [id, {contentBytes: 0, returns: new Map()}]));
		for (const month of this.#options.months()) {
			for await (const originals of readOriginals(month, await returnIdsIn(month, receipts))) {
				for (const original of originals) {
					const returned = returnOf(original.content);
					const ofReceipt = found.get(returned?.original.receipt ?? '');
					if (returned === undefined || ofReceipt === undefined) continue;
					if (ofReceipt.returns.has(original.entry) && !isAtHome(original)) continue;
					ofReceipt.contentBytes += JSON.stringify(original.content).length;
					const side = sideWithin(original, ofReceipt.contentBytes <= contentBytesMax);
					const {lines, deposits} = returned;
					ofReceipt.returns.set(original.entry, {side, returned: {lines, deposits}});
				}
			}
		}
		return new Map([...found].map(([id, {returns}]) => [id, returns]));
	}
}

/** The returns of these receipts that are noted in a month. */
async function returnIdsIn({ledger}: Month, receipts: readonly string[]): Promise<readonly string[]> {
	const ids = new Set<string>();
	for (let start = 0; start < receipts.length; start += rangeCountPerRequest) {
		const some = receipts.slice(start, start + rangeCountPerRequest);
		const noteIds = await ledger.idsIn(some.map(returnedRange));
		for (const [place, receipt] of some.entries()) {
			for (const id of noteIds[place] ?? []) ids.add(returnIn(id, receipt));
		}
	}
	return [...ids];
}

/** Of every content of a return: which one stands is asked when they are counted. */
function returnedNotes({id, live}: EntryLeaves): readonly {readonly receipt: string; readonly stored: LedgerNote}[] {
	const receipts = new Set(live.flatMap(({content}) => returnOf(content)?.original.receipt ?? []));
	return [...receipts].map(receipt => ({receipt, stored: returnedNote({receipt, entry: id})}));
}

function returnOf(content: Content): Return | undefined {
	if (content['type'] !== 'return') return undefined;
	const read = readEntry(content);
	return read.ok && read.value.type === 'return' ? read.value : undefined;
}

function sideWithin(original: Side, hasRoom: boolean): DifferenceSide {
	const side = sideOf(original);
	return hasRoom ? side : {...side, content: null};
}

/** Every line of which something came back. */
function foundLines({entry, database}: Original, receipt: Receipt, returns: StandingById): readonly FoundLine[] {
	const soldByLine = linesOf(receipt);
	const byLine = new Map<number, {readonly id: string; readonly side: Standing['side']; readonly back: LineReturn}[]>();
	for (const [id, {side, returned}] of returns) {
		for (const [line, back] of returnedLines(returned, number => soldByLine.has(number))) {
			const ofLine = byLine.get(line) ?? [];
			byLine.set(line, ofLine);
			ofLine.push({id, side, back});
		}
	}
	return [...byLine].map(([line, ofLine]) => {
		const sold = soldByLine.get(line);
		const [first] = ofLine;
		const {product, name} = sold?.good ?? first?.back.good ?? first?.back.deposit ?? {product: '', name: ''};
		const found = ofLine.map(
			({id, side, back}): FoundReturn => ({
				item: {entry: id, ...side, ...back.amounts},
				strange: strangeness(sold, back),
			}),
		);
		return {receipt: entry, database, line, product, name, sold: sold?.amounts ?? nothing, returns: found};
	});
}
